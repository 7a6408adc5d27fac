/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The source assistant, step by step: a DHIS2 server, a table, the WHO. */

#include "app/choice.h"
#include "assistant-walk.h"
#include "dhis2-server.h"
#include "test-server.h"
#include "tour-camera.h"

/* What came of an office, with what offices write: another name, a code of their own, a bad row. */
static const char tour_table[] = "Departamento;Mes;Tamizados;Observación\n"
                                 "Loreto;2026-01;1120;\n"
                                 "LORETO;2026-02;1090;\n"
                                 "Cusco;2026-01;804;\n"
                                 "Cusco;2026-02;765;\n"
                                 "Piura;2026-01;903;\n"
                                 "Piura;2026-02;871;\n"
                                 "Tacna;2026-01;312;\n"
                                 "Tacna;2026-02;330;\n"
                                 "Áncash;2026-01;642;sin Huaraz\n"
                                 "Sede central;2026-01;15;\n"
                                 "Sede central;2026-02;21;\n"
                                 "Ucayali;2026-01;s.d.;por confirmar\n";

static const char tour_gho[]
  = "{\"@odata.context\":\"https://ghoapi.azureedge.net/api/$metadata#MDG_0000000020\",\"value\":["
    "{\"Id\":1,\"IndicatorCode\":\"MDG_0000000020\",\"SpatialDimType\":\"COUNTRY\","
    "\"SpatialDim\":\"PER\",\"TimeDimType\":\"YEAR\",\"TimeDim\":2022,\"Dim1Type\":null,"
    "\"Dim1\":null,\"Dim2Type\":null,\"Dim2\":null,\"Dim3Type\":null,\"Dim3\":null,"
    "\"DataSourceDimType\":null,\"DataSourceDim\":null,\"Value\":\"151 [117-190]\","
    "\"NumericValue\":151.0,\"Low\":117.0,\"High\":190.0,\"Comments\":null,"
    "\"Date\":\"2023-11-06T13:42:30+01:00\",\"TimeDimensionValue\":\"2022\","
    "\"TimeDimensionBegin\":\"2022-01-01T00:00:00+01:00\","
    "\"TimeDimensionEnd\":\"2022-12-31T00:00:00+01:00\"}]}";

static void
show_step (Tour *tour, MiradorWindow *window, MiradorAssistant *assistant, const char *name)
{
  const int sizes[][2] = { { 760, 700 }, { 360, 600 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int dark = 0; dark < 2; dark++)
      {
        Look look = { sizes[i][0], sizes[i][1], dark };

        resize (GTK_WINDOW (assistant), look.width, look.height);
        set_dark (look.dark);
        walk_wait (assistant);
        take_picture (tour, GTK_WIDGET (assistant), name, &look);
      }
}

static MiradorAssistant *
open_assistant (MiradorWindow *window, const char *kind)
{
  MiradorAssistant *assistant
    = mirador_assistant_new (GTK_WINDOW (window), mirador_window_get_session (window));

  gtk_window_present (GTK_WINDOW (assistant));
  walk_wait (assistant);
  if (kind != NULL)
    mirador_assistant_choose_kind (assistant, kind);
  return assistant;
}

static void
go_on (Tour *tour, MiradorWindow *window, MiradorAssistant *assistant, const char *name)
{
  walk_press (assistant, "assistant.next");
  show_step (tour, window, assistant, name);
}

static void
show_target_dialog (Tour *tour,
                    MiradorWindow *window,
                    MiradorAssistant *assistant,
                    const char *code)
{
  MiradorMatchRow *row = walk_find_match (assistant, code);
  MiradorTargetDialog *dialog;

  if (row == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (row), "match.choose", NULL);
  walk_wait (assistant);
  dialog = walk_find_dialog ();
  if (dialog == NULL)
    return;
  show_dialog (tour, window, GTK_WINDOW (dialog), "assistant-target");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
visit_dhis2 (Tour *tour, MiradorWindow *window)
{
  g_autoptr (Dhis2Server) server = dhis2_server_new ();
  MiradorAssistant *assistant = open_assistant (window, NULL);

  show_step (tour, window, assistant, "assistant-1-kind");
  mirador_assistant_choose_kind (assistant, "dhis2");
  walk_write (assistant, "location", server->base);
  walk_write (assistant, "name", "DHIS2 de la oficina de Lima");
  walk_write (assistant, "user", DHIS2_USER);
  walk_write (assistant, "secret", "otra");
  walk_press (assistant, "connection.test");
  show_step (tour, window, assistant, "assistant-dhis2-2-refused");
  walk_write (assistant, "secret", DHIS2_PASSWORD);
  walk_press (assistant, "connection.test");
  show_step (tour, window, assistant, "assistant-dhis2-2-connection");
  walk_press (assistant, "assistant.next");
  walk_browse (assistant, MIRADOR_REMOTE_LEVEL);
  walk_check (assistant, "Región");
  walk_browse (assistant, MIRADOR_REMOTE_DATA_ELEMENT);
  walk_check (assistant, "TB: Personas tamizadas");
  walk_check (assistant, "VIH: Resultados reactivos");
  show_step (tour, window, assistant, "assistant-dhis2-3-question");
  go_on (tour, window, assistant, "assistant-dhis2-4-codes");
  show_target_dialog (tour, window, assistant, DHIS2_HIV_REACTIVE);
  walk_confirm_all (assistant, MIRADOR_USE_MEASURE);
  walk_confirm_all (assistant, MIRADOR_USE_PLACE);
  show_step (tour, window, assistant, "assistant-dhis2-4-confirmed");
  go_on (tour, window, assistant, "assistant-dhis2-5-preview");
  go_on (tour, window, assistant, "assistant-dhis2-6-save");
  gtk_window_destroy (GTK_WINDOW (assistant));
}

static void
choose (MiradorAssistant *assistant, const char *field, const char *id)
{
  AdwComboRow *row = walk_field (assistant, field);

  adw_combo_row_set_selected (row, mirador_choice_find (adw_combo_row_get_model (row), id));
  walk_wait (assistant);
}

static void
visit_table (Tour *tour, MiradorWindow *window)
{
  g_autofree char *path = g_build_filename (tour->home, "tamizados-2026.csv", NULL);
  MiradorAssistant *assistant = open_assistant (window, "table");

  g_file_set_contents (path, tour_table, -1, NULL);
  walk_write (assistant, "location", path);
  walk_press (assistant, "connection.test");
  show_step (tour, window, assistant, "assistant-table-2-connection");
  walk_press (assistant, "assistant.next");
  mirador_source_grid_choose (walk_field (assistant, "grid"), "Tamizados", MIRADOR_USE_VALUE);
  walk_wait (assistant);
  choose (assistant, "program", "tb");
  choose (assistant, "measure", "people_screened");
  show_step (tour, window, assistant, "assistant-table-3-columns");
  go_on (tour, window, assistant, "assistant-table-4-codes");
  walk_match (assistant, "Sede central", "15", NULL);
  walk_confirm_all (assistant, MIRADOR_USE_PLACE);
  go_on (tour, window, assistant, "assistant-table-5-preview");
  go_on (tour, window, assistant, "assistant-table-6-save");
  gtk_window_destroy (GTK_WINDOW (assistant));
}

static void
visit_who (Tour *tour, MiradorWindow *window)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *address = g_strdup_printf ("%s/api/MDG_0000000020", server->base);
  MiradorAssistant *assistant = open_assistant (window, "who");

  test_server_put (server, "/api/MDG_0000000020", 200, tour_gho);
  show_step (tour, window, assistant, "assistant-who-2-connection");
  walk_write (assistant, "location", address);
  go_on (tour, window, assistant, "assistant-who-5-preview");
  go_on (tour, window, assistant, "assistant-who-6-save");
  gtk_window_destroy (GTK_WINDOW (assistant));
}

static void
visit_assistant (Tour *tour, MiradorWindow *window)
{
  visit_dhis2 (tour, window);
  visit_table (tour, window);
  visit_who (tour, window);
}
