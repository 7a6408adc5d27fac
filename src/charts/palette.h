/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/style.h"

G_BEGIN_DECLS

/** A colour where equal distances look equal: CIE 1976 L*a*b*, D65. */
typedef struct
{
  double l, a, b;
} MiradorLab;

/** mirador_palette_apply: the colours of @style, for its theme and ground. */
void mirador_palette_apply (MiradorStyle *style);

MiradorLab mirador_colour_to_lab (MiradorColour colour);
/** mirador_colour_from_lab: kept within what a screen can show. */
MiradorColour mirador_colour_from_lab (MiradorLab lab);
/** mirador_lab_distance: CIE 1976 colour difference; 2.3 can just be noticed. */
double mirador_lab_distance (MiradorLab a, MiradorLab b);

G_END_DECLS
