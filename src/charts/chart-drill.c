/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-drill.h"

#include "analysis/label.h"

/* What a figure is one of: of a figure alone, of a frame with one row, everything may be. */
static MiradorVaries
find_varying (const MiradorChart *chart, const MiradorFrame *frame)
{
  MiradorVaries varies = mirador_frame_get_varying (frame);
  const MiradorQuery *query = mirador_chart_get_query (chart);

  if (mirador_frame_get_n_rows (frame) == 1)
    varies |= MIRADOR_VARIES_PLACE | MIRADOR_VARIES_PROGRAM;
  if ((query->by & MIRADOR_BY_PLACE) != 0)
    varies |= MIRADOR_VARIES_PLACE;
  return varies;
}

MiradorDrill
mirador_chart_find_drill (const MiradorChart *chart, guint frame_index, guint row_index)
{
  MiradorDrill drill = { NULL, NULL, MIRADOR_PERIOD_NONE };
  const MiradorFrame *frame = mirador_chart_get_frame (chart, frame_index);
  const MiradorRow *row;
  MiradorVaries varies;

  if (frame == NULL || row_index >= mirador_frame_get_n_rows (frame))
    return drill;
  row = mirador_frame_get_row (frame, row_index);
  varies = find_varying (chart, frame);
  if ((varies & MIRADOR_VARIES_PLACE) != 0 && row->place != NULL
      && row->place->level != MIRADOR_LEVEL_COUNTRY)
    drill.place = row->place;
  if ((varies & MIRADOR_VARIES_PROGRAM) != 0)
    drill.program = row->program;
  if ((varies & MIRADOR_VARIES_PERIOD) != 0)
    drill.period = row->period;
  return drill;
}
