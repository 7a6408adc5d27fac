/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/slides.h"

G_BEGIN_DECLS

/** A slide: the key figures together, one chart, or, without any, the reasons for what is not
 * there. */
typedef struct
{
  char *name;
  GPtrArray *charts; /* MiradorChart */
} MiradorSlide;

struct _MiradorSlides
{
  int ref_count;
  char *title;
  char *scope;
  char *missing;      /* (nullable) */
  GPtrArray *reasons; /* utf8: a line each chart with nothing to show */
  GPtrArray *slides;  /* MiradorSlide */
  MiradorTheme theme;
};

/** mirador_slide_name_chart: (transfer none): a key figure is called by what it counts, any other
 * chart by its kind. */
const char *mirador_slide_name_chart (const MiradorChart *chart);

G_END_DECLS
