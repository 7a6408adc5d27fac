/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/card-query.h"

#include "export/page.h"

MiradorQuery *
mirador_card_make_query (MiradorSession *session, const char *kind, const char *stage)
{
  MiradorScope scope = mirador_session_get_scope (session);

  return mirador_page_make_query (&scope, kind, stage);
}

MiradorQuery *
mirador_card_narrow_query (MiradorChart *chart)
{
  return mirador_page_narrow_query (chart);
}
