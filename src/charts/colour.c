/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/palette.h"

#include <math.h>
#include <string.h>

MiradorColour
mirador_colour_mix (MiradorColour a, MiradorColour b, double share)
{
  return (MiradorColour){ a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share,
                          a.b + (b.b - a.b) * share, a.a + (b.a - a.a) * share };
}

MiradorColour
mirador_colour_parse (const char *text)
{
  MiradorColour colour = { 0, 0, 0, 1 };
  int digits[6];

  if (text == NULL || text[0] != '#' || strlen (text) != 7)
    return colour;
  for (int i = 0; i < 6; i++)
    {
      digits[i] = g_ascii_xdigit_value (text[i + 1]);
      if (digits[i] < 0)
        return colour;
    }
  colour.r = (digits[0] * 16 + digits[1]) / 255.0;
  colour.g = (digits[2] * 16 + digits[3]) / 255.0;
  colour.b = (digits[4] * 16 + digits[5]) / 255.0;
  return colour;
}

/* IEC 61966-2-1, sRGB. */
static double
linear_channel (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
encoded_channel (double value)
{
  double channel
    = value <= 0.0031308 ? 12.92 * value : 1.055 * pow (MAX (value, 0), 1 / 2.4) - 0.055;

  return CLAMP (channel, 0, 1);
}

/* WCAG 2.1, relative luminance. */
static double
luminance (MiradorColour colour)
{
  return 0.2126 * linear_channel (colour.r) + 0.7152 * linear_channel (colour.g)
         + 0.0722 * linear_channel (colour.b);
}

double
mirador_colour_contrast (MiradorColour a, MiradorColour b)
{
  double one = luminance (a);
  double two = luminance (b);

  return (MAX (one, two) + 0.05) / (MIN (one, two) + 0.05);
}

/* CIE 15:2004, with the white of D65. */
#define WHITE_X 0.95047
#define WHITE_Z 1.08883
#define LAB_EPSILON (216.0 / 24389.0)
#define LAB_KAPPA (24389.0 / 27.0)

static double
lab_of_ratio (double ratio)
{
  return ratio > LAB_EPSILON ? cbrt (ratio) : (LAB_KAPPA * ratio + 16) / 116;
}

static double
ratio_of_lab (double f)
{
  return f * f * f > LAB_EPSILON ? f * f * f : (116 * f - 16) / LAB_KAPPA;
}

MiradorLab
mirador_colour_to_lab (MiradorColour colour)
{
  double r = linear_channel (colour.r);
  double g = linear_channel (colour.g);
  double b = linear_channel (colour.b);
  double x = lab_of_ratio ((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE_X);
  double y = lab_of_ratio (0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
  double z = lab_of_ratio ((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / WHITE_Z);

  return (MiradorLab){ 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

MiradorColour
mirador_colour_from_lab (MiradorLab lab)
{
  double f = (lab.l + 16) / 116;
  double x = ratio_of_lab (f + lab.a / 500) * WHITE_X;
  double y = ratio_of_lab (f);
  double z = ratio_of_lab (f - lab.b / 200) * WHITE_Z;

  return (MiradorColour){ encoded_channel (3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
                          encoded_channel (-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
                          encoded_channel (0.0556434 * x - 0.2040259 * y + 1.0572252 * z), 1 };
}

double
mirador_lab_distance (MiradorLab a, MiradorLab b)
{
  return sqrt ((a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) + (a.b - b.b) * (a.b - b.b));
}
