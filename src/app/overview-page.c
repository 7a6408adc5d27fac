/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/overview-page.h"

#include <glib/gi18n-lib.h>
#include "app/chart-card.h"
#include "app/filter-bar.h"
#include "app/trail-bar.h"
#include "app/wrap-layout.h"
#include "export/page.h"
#include "model/format.h"

#define N_CARDS 10

struct _MiradorOverviewPage
{
  AdwBin parent_instance;

  MiradorFilterBar *filter_bar;
  MiradorTrailBar *trail_bar;
  GtkLabel *freshness;
  GtkWidget *simulated;
  MiradorChartCard *cards[N_CARDS];

  MiradorSession *session;
};

G_DEFINE_FINAL_TYPE (MiradorOverviewPage, mirador_overview_page, ADW_TYPE_BIN)

/* The names of the cards in the template, in reading order; what they show is the page's to say. */
static const char *const card_names[N_CARDS]
  = { "screened", "diagnosed", "referred", "accompanied", "cascade",
      "programs", "map",       "places",   "trend",       "targets" };

static char *
say_data_until (MiradorSession *session)
{
  MiradorPeriod until = mirador_session_get_data_until (session);
  g_autofree char *name = NULL;

  if (mirador_period_is_none (until))
    return g_strdup ("");
  name = mirador_format_period (until);
  /* Translators: %s is a period, as "jun 2025" */
  return g_strdup_printf (_ ("Data until %s"), name);
}

static void
statuses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorOverviewPage) self = user_data;
  g_autoptr (GPtrArray) statuses
    = mirador_store_list_feeds_finish (MIRADOR_STORE (source), result, NULL);
  g_autofree char *until = NULL, *good_text = NULL, *all_text = NULL, *feeds = NULL, *text = NULL;
  guint good = 0;

  if (statuses == NULL || self->session == NULL)
    return;
  for (guint i = 0; i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (statuses, i);

      if (status->last_good != NULL && status->last != NULL && status->last->error == NULL)
        good++;
    }
  until = say_data_until (self->session);
  good_text = mirador_format_count (good);
  all_text = mirador_format_count (statuses->len);
  /* Translators: how many feeds answered at their last refresh, and how many there are */
  feeds = g_strdup_printf (
    ngettext ("%1$s of %2$s feed up to date", "%1$s of %2$s feeds up to date", statuses->len),
    good_text, all_text);
  text = *until != '\0' ? g_strdup_printf ("%s · %s", until, feeds) : g_strdup (feeds);
  gtk_label_set_text (self->freshness, text);
}

static void
update_freshness (MiradorOverviewPage *self)
{
  mirador_store_list_feeds_async (mirador_session_get_store (self->session), NULL, statuses_cb,
                                  g_object_ref (self));
}

/* A card that can have no figures gives its place to the others. */
static void
update_cards (MiradorOverviewPage *self)
{
  const MiradorPage *page = mirador_page_get ("overview");
  MiradorScope scope = mirador_session_get_scope (self->session);

  for (guint i = 0; i < N_CARDS; i++)
    gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->cards[i])),
                            mirador_page_is_worth_a_place (&scope, &page->charts[i]));
}

static void
mirador_overview_page_dispose (GObject *object)
{
  MiradorOverviewPage *self = MIRADOR_OVERVIEW_PAGE (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_OVERVIEW_PAGE);
  G_OBJECT_CLASS (mirador_overview_page_parent_class)->dispose (object);
}

static void
mirador_overview_page_class_init (MiradorOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_overview_page_dispose;
  g_type_ensure (MIRADOR_TYPE_CHART_CARD);
  g_type_ensure (MIRADOR_TYPE_FILTER_BAR);
  g_type_ensure (MIRADOR_TYPE_TRAIL_BAR);
  g_type_ensure (MIRADOR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorOverviewPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, MiradorOverviewPage, trail_bar);
  gtk_widget_class_bind_template_child (widget_class, MiradorOverviewPage, freshness);
  gtk_widget_class_bind_template_child (widget_class, MiradorOverviewPage, simulated);
  for (guint i = 0; i < N_CARDS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, card_names[i], FALSE,
                                               G_STRUCT_OFFSET (MiradorOverviewPage, cards)
                                                 + (gssize)(i * sizeof (MiradorChartCard *)));
}

static void
mirador_overview_page_init (MiradorOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mirador_overview_page_set_session (MiradorOverviewPage *self, MiradorSession *session)
{
  const MiradorPage *page = mirador_page_get ("overview");

  g_return_if_fail (self->session == NULL);
  g_return_if_fail (mirador_page_get_n_charts (page) == N_CARDS);

  self->session = g_object_ref (session);
  gtk_widget_set_visible (self->simulated, mirador_session_is_demo (session));
  mirador_filter_bar_set_session (self->filter_bar, session);
  mirador_trail_bar_set_session (self->trail_bar, session);
  for (guint i = 0; i < N_CARDS; i++)
    {
      g_object_set (self->cards[i], "kind", page->charts[i].kind, "stage", page->charts[i].stage,
                    NULL);
      mirador_chart_card_set_session (self->cards[i], session);
    }
  g_signal_connect_object (session, "changed", G_CALLBACK (update_freshness), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (update_cards), self, G_CONNECT_SWAPPED);
  update_cards (self);
  g_signal_connect_object (session, "feeds-changed", G_CALLBACK (update_freshness), self,
                           G_CONNECT_SWAPPED);
}

gboolean
mirador_overview_page_is_loading (MiradorOverviewPage *self)
{
  for (guint i = 0; i < N_CARDS; i++)
    if (mirador_chart_card_is_loading (self->cards[i]))
      return TRUE;
  return FALSE;
}

GPtrArray *
mirador_overview_page_list_cards (MiradorOverviewPage *self)
{
  GPtrArray *cards = g_ptr_array_new ();

  for (guint i = 0; i < N_CARDS; i++)
    g_ptr_array_add (cards, self->cards[i]);
  return cards;
}
