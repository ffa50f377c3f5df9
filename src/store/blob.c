#include "store/blob.h"

#include "store/store_sql.h"

err blob_put(db_rw *db, arena *a, str hash, str bytes) { return sql_blob_insert(db, a, hash, (int64_t)bytes.n, bytes, NULL); }

err blob_get(db_ro *db, arena *a, str hash, str *bytes) {
  sql_blob_bytes_row *row;
  TRY(sql_blob_bytes(db, a, hash, &row));
  if (!row) return ERR(a, NOT_FOUND, "Berkas ini tidak ada di penyimpanan.");
  *bytes = row->bytes;
  return NULL;
}
