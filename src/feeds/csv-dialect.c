/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/csv-dialect.h"

#include <string.h>

#define MAX_LINES 40
#define SAMPLE_SIZE 65536

static const char delimiters[] = { ',', ';', '|', '\t' };
#define N_DELIMITERS G_N_ELEMENTS (delimiters)

typedef struct
{
  guint n[MAX_LINES][N_DELIMITERS];
  guint n_lines;
} Counts;

static void
count (Counts *counts, char c)
{
  for (guint i = 0; i < N_DELIMITERS; i++)
    counts->n[counts->n_lines][i] += delimiters[i] == c ? 1 : 0;
}

/* Lines within quotes are no lines, and what stands in quotes is no delimiter. */
static void
count_lines (Counts *counts, const char *text, gsize length)
{
  gboolean quoted = FALSE;
  gboolean blank = TRUE;

  for (gsize i = 0; i < length && counts->n_lines < MAX_LINES; i++)
    {
      char c = text[i];
      if (c == '"')
        quoted = !quoted;
      else if (!quoted && (c == '\n' || c == '\r'))
        {
          counts->n_lines += blank ? 0 : 1;
          blank = TRUE;
          continue;
        }
      else if (!quoted)
        count (counts, c);
      blank = FALSE;
    }
  /* The last line counts only where nothing was cut off. */
  if (counts->n_lines == 0 || (!blank && length < SAMPLE_SIZE && counts->n_lines < MAX_LINES))
    counts->n_lines++;
}

static guint
count_agreeing (const Counts *counts, guint delimiter)
{
  guint n = 0;

  for (guint line = 0; line < counts->n_lines; line++)
    n += counts->n[line][delimiter] == counts->n[0][delimiter] ? 1 : 0;
  return n;
}

char
mirador_csv_find_delimiter (const char *text, gsize length)
{
  Counts counts = { 0 };
  char best = 0;
  guint best_agreeing = 0;
  guint best_columns = 0;

  count_lines (&counts, text, MIN (length, SAMPLE_SIZE));
  for (guint i = 0; i < N_DELIMITERS; i++)
    {
      guint agreeing = count_agreeing (&counts, i);
      guint columns = counts.n[0][i];
      if (columns == 0 || agreeing < best_agreeing)
        continue;
      if (agreeing > best_agreeing || columns > best_columns)
        {
          best = delimiters[i];
          best_agreeing = agreeing;
          best_columns = columns;
        }
    }
  return best;
}

gsize
mirador_csv_skip_preamble (const char *text, gsize length, char *delimiter)
{
  if (length < 5 || g_ascii_strncasecmp (text, "sep=", 4) != 0
      || memchr (delimiters, text[4], N_DELIMITERS) == NULL)
    return 0;
  if (length > 5 && text[5] != '\r' && text[5] != '\n')
    return 0;
  *delimiter = text[4];
  return 5;
}
