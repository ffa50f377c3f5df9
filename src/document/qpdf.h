/* qpdf: the calls of libqpdf's C interface that are used here. Inside document/ only.
 *
 * The library (with the C++ library) is 2.7 MB in memory and seldom needed: it is loaded at first use. Thread-safe.
 */
#ifndef TAKAR_DOCUMENT_QPDF_H
#define TAKAR_DOCUMENT_QPDF_H
#include <qpdf/qpdf-c.h>

#include "base/err.h"

#define QPDF_CALLS(X)                                                                                                            \
  X(qpdf_init) X(qpdf_cleanup) X(qpdf_silence_errors) X(qpdf_set_suppress_warnings) X(qpdf_read_memory) X(qpdf_get_num_pages)     \
  X(qpdf_has_error) X(qpdf_get_error) X(qpdf_get_root) X(qpdf_get_trailer) X(qpdf_get_object_by_id) X(qpdf_make_indirect_object)  \
  X(qpdf_oh_release) X(qpdf_oh_get_key) X(qpdf_oh_has_key) X(qpdf_oh_replace_key) X(qpdf_oh_remove_key) X(qpdf_oh_is_dictionary)  \
  X(qpdf_oh_is_stream) X(qpdf_oh_is_array) X(qpdf_oh_get_dict) X(qpdf_oh_get_array_n_items) X(qpdf_oh_get_array_item)             \
  X(qpdf_oh_get_int_value_as_int) X(qpdf_oh_is_name_and_equals) X(qpdf_oh_parse) X(qpdf_oh_new_null) X(qpdf_oh_new_integer)       \
  X(qpdf_oh_new_bool) X(qpdf_oh_new_dictionary) X(qpdf_oh_new_array) X(qpdf_oh_new_stream) X(qpdf_oh_new_unicode_string)          \
  X(qpdf_oh_append_item) X(qpdf_oh_replace_stream_data) X(qpdf_init_write_memory) X(qpdf_set_deterministic_ID)                     \
  X(qpdf_set_newline_before_endstream) X(qpdf_set_object_stream_mode) X(qpdf_set_stream_data_mode) X(qpdf_force_pdf_version)       \
  X(qpdf_write) X(qpdf_get_buffer) X(qpdf_get_buffer_length)

typedef struct qpdf_calls {
#define X(name) __typeof__(&name) name;
  QPDF_CALLS(X)
#undef X
} qpdf_calls;

const qpdf_calls *qpdf_library(void); /* NULL when it is not installed */
#endif
