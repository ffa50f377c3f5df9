/* libpq, loaded when the first database on PostgreSQL is opened: an office on SQLite does not carry it and what it brings. Its functions are called
 * by their own names; `libpq` must have been asked before. Internal to store/.
 */
#ifndef TAKAR_STORE_LIBPQ_H
#define TAKAR_STORE_LIBPQ_H
#include <libpq-fe.h>

#define LIBPQ_CALLS(X) \
  X(PQclear) X(PQcmdTuples) X(PQconnectdbParams) X(PQdescribePrepared) X(PQerrorMessage) X(PQexec) X(PQfinish) X(PQftype) X(PQgetResult) \
  X(PQgetisnull) X(PQgetlength) X(PQgetvalue) X(PQnfields) X(PQnparams) X(PQntuples) X(PQprepare) X(PQreset) X(PQresultErrorField) \
  X(PQresultStatus) X(PQsendQueryPrepared) X(PQsetNoticeReceiver) X(PQsetSingleRowMode) X(PQstatus) X(PQtransactionStatus)

typedef struct libpq_calls {
#define X(name) __typeof__(&name) name;
  LIBPQ_CALLS(X)
#undef X
} libpq_calls;

/* NULL when this machine has none that fits. */
const libpq_calls *libpq(void);

#ifndef LIBPQ_PLAIN
#define PQclear libpq()->PQclear
#define PQcmdTuples libpq()->PQcmdTuples
#define PQconnectdbParams libpq()->PQconnectdbParams
#define PQdescribePrepared libpq()->PQdescribePrepared
#define PQerrorMessage libpq()->PQerrorMessage
#define PQexec libpq()->PQexec
#define PQfinish libpq()->PQfinish
#define PQftype libpq()->PQftype
#define PQgetResult libpq()->PQgetResult
#define PQgetisnull libpq()->PQgetisnull
#define PQgetlength libpq()->PQgetlength
#define PQgetvalue libpq()->PQgetvalue
#define PQnfields libpq()->PQnfields
#define PQnparams libpq()->PQnparams
#define PQntuples libpq()->PQntuples
#define PQprepare libpq()->PQprepare
#define PQreset libpq()->PQreset
#define PQresultErrorField libpq()->PQresultErrorField
#define PQresultStatus libpq()->PQresultStatus
#define PQsendQueryPrepared libpq()->PQsendQueryPrepared
#define PQsetNoticeReceiver libpq()->PQsetNoticeReceiver
#define PQsetSingleRowMode libpq()->PQsetSingleRowMode
#define PQstatus libpq()->PQstatus
#define PQtransactionStatus libpq()->PQtransactionStatus
#endif
#endif
