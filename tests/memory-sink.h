/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <string.h>

#include "feeds/mapping.h"

/* A sink that keeps what a mapping makes, and a way to read a text through decoder and mapping
 * into it. */
typedef struct
{
  MiradorSink sink;
  MiradorMapping *mapping;
  MiradorMapper *mapper;
  const MiradorDecoder *decoder;
  GArray *made;   /* MiradorObservation */
  GString *lines; /* what came, in its order, as text */
  guint n_rejected;
  gboolean quiet; /* no lines */
} MemorySink;

static inline void
memory_sink_free (MemorySink *sink)
{
  g_clear_pointer (&sink->mapper, mirador_mapper_free);
  g_clear_pointer (&sink->mapping, mirador_mapping_unref);
  g_array_unref (sink->made);
  g_string_free (sink->lines, TRUE);
  g_free (sink);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MemorySink, memory_sink_free)

static inline void
memory_sink_describe_flags (GString *lines, MiradorFlags flags)
{
  static const struct
  {
    MiradorFlags flag;
    const char *name;
  } names[] = {
    { MIRADOR_FLAG_SUPPRESSED, "suppressed" }, { MIRADOR_FLAG_ABOUT, "about" },
    { MIRADOR_FLAG_ESTIMATED, "estimated" },   { MIRADOR_FLAG_MORE_THAN, "more_than" },
    { MIRADOR_FLAG_LESS_THAN, "less_than" },   { MIRADOR_FLAG_CUMULATIVE, "cumulative" },
    { MIRADOR_FLAG_SIMULATED, "simulated" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (flags & names[i].flag)
        g_string_append_printf (lines, " %s", names[i].name);
    }
}

static inline gboolean
memory_sink_add_cb (MiradorSink *base, const MiradorObservation *made, guint64 row, GError **error)
{
  MemorySink *sink = (MemorySink *)base;

  g_array_append_val (sink->made, *made);
  if (sink->quiet)
    return TRUE;
  g_autofree char *period = mirador_period_to_code (made->period);
  g_string_append_printf (sink->lines, "%s%s %s %s %s [%s] ", sink->lines->len > 0 ? "\n" : "",
                          made->measure->id, made->program->id, made->place->code, period,
                          made->breakdown);
  if (isnan (made->value))
    g_string_append (sink->lines, "-");
  else
    g_string_append_printf (sink->lines, "%.17g", made->value);
  if (!isnan (made->numerator))
    g_string_append_printf (sink->lines, " %g/%g", made->numerator, made->denominator);
  memory_sink_describe_flags (sink->lines, made->flags);
  return TRUE;
}

static inline gboolean
memory_sink_reject_cb (MiradorSink *base,
                       guint64 row,
                       const char *column,
                       MiradorReject reason,
                       GError **error)
{
  MemorySink *sink = (MemorySink *)base;

  sink->n_rejected++;
  g_string_append_printf (sink->lines, "%s!%s@%s#%" G_GUINT64_FORMAT,
                          sink->lines->len > 0 ? "\n" : "", mirador_reject_to_id (reason), column,
                          row);
  return TRUE;
}

static inline gboolean
memory_sink_header_cb (const char *const *names,
                       guint n,
                       const char *document,
                       gpointer user_data,
                       GError **error)
{
  MemorySink *sink = user_data;

  if (sink->mapping == NULL && document != NULL)
    sink->mapping = mirador_mapping_from_document (document, "test", error);
  else if (sink->mapping == NULL)
    sink->mapping = mirador_mapping_guess (names, n, sink->decoder->id);
  if (sink->mapping != NULL)
    sink->mapper = mirador_mapper_new (sink->mapping, names, n, "test", error);
  return sink->mapper != NULL;
}

static inline gboolean
memory_sink_record_cb (const MiradorRecord *record, gpointer user_data, GError **error)
{
  MemorySink *sink = user_data;

  return mirador_mapper_map (sink->mapper, record, &sink->sink, error);
}

/* NULL for @mapping takes the document's own, or guesses. */
static inline MemorySink *
memory_sink_read_bytes (MiradorMapping *mapping,
                        const char *format,
                        GBytes *bytes,
                        gboolean quiet,
                        GError **error)
{
  g_autoptr (MemorySink) sink = g_new0 (MemorySink, 1);
  const MiradorDecodeOptions *options = NULL;

  sink->sink = (MiradorSink){ memory_sink_add_cb, memory_sink_reject_cb };
  sink->made = g_array_new (FALSE, FALSE, sizeof (MiradorObservation));
  sink->lines = g_string_new (NULL);
  sink->quiet = quiet;
  if (mapping != NULL)
    {
      sink->mapping = mirador_mapping_ref (mapping);
      options = mirador_mapping_get_options (mapping);
    }
  sink->decoder = mirador_decoder_find (format, bytes, "test", error);
  if (sink->decoder == NULL
      || !sink->decoder->decode (bytes, "test", options, memory_sink_header_cb,
                                 memory_sink_record_cb, sink, NULL, error))
    return NULL;
  return g_steal_pointer (&sink);
}

static inline MemorySink *
memory_sink_read (MiradorMapping *mapping,
                  const char *format,
                  const char *text,
                  gssize length,
                  GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize)length);

  return memory_sink_read_bytes (mapping, format, bytes, FALSE, error);
}

static inline char *
memory_sink_to_text (const MemorySink *sink)
{
  return g_strdup (sink->lines->str);
}
