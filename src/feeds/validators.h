/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "store/store.h"

G_BEGIN_DECLS

/*
 * ETag and Last-Modified say that a body is the same; they say nothing of the address that was
 * asked, what else was asked for, nor of how the body was read. So a fingerprint of both is kept
 * with the ETag: where the address, the format, the mapping or the program is another one,
 * everything is read again.
 */

/** mirador_validators_fingerprint: (transfer full): eight hexadecimal digits. Short on purpose: an
 * address may hold secrets. */
char *mirador_validators_fingerprint (const MiradorTable *table, const char *mapping);

/** mirador_validators_pack: (transfer full): what to keep as the ETag. */
char *mirador_validators_pack (const char *fingerprint, const char *etag);

/**
 * mirador_validators_fit:
 * @known: (nullable): an earlier refresh
 * @scope: "" for that of the mapping, whichever it is: the fingerprint covers the mapping
 * @etag: (out) (transfer none) (nullable): its server's ETag
 *
 * Returns: whether @known was made of the same table of the same address, read the same way
 */
gboolean mirador_validators_fit (const MiradorRefresh *known,
                                 const char *scope,
                                 const char *fingerprint,
                                 const char **etag);

G_END_DECLS
