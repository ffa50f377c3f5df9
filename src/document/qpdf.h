/* qpdf: the PDF library, loaded at first use: with the C++ library behind it, it is 2.7 MB in memory and seldom needed. Its
 * writer rewrites a file, which would break signatures: only pdfa.c writes with it, before anything is signed.
 */
#ifndef TAKAR_DOCUMENT_QPDF_H
#define TAKAR_DOCUMENT_QPDF_H
#include <qpdf/qpdf-c.h>
#include <stdbool.h>

#define QPDF_CALLS(X)                                                                                                                     \
  X(init) X(silence_errors) X(set_suppress_warnings) X(set_attempt_recovery) X(read_memory) X(get_num_pages) X(get_page_n) X(has_error)   \
  X(get_error) X(more_warnings) X(is_encrypted) X(cleanup) X(get_root) X(get_trailer) X(get_object_by_id) X(oh_has_key) X(oh_get_key)            \
  X(oh_is_dictionary) X(oh_is_array) X(oh_is_stream) X(oh_is_null) X(oh_is_name) X(oh_is_string) X(oh_is_integer) X(oh_is_indirect)              \
  X(oh_get_numeric_value)                                                                                                                \
  X(oh_get_array_n_items) X(oh_get_array_item) X(oh_begin_dict_key_iter) X(oh_dict_more_keys) X(oh_dict_next_key) X(oh_get_dict)          \
  X(oh_get_object_id) X(oh_get_generation) X(oh_unparse) X(oh_get_name) X(oh_get_int_value) X(oh_get_binary_string_value)                  \
  X(oh_get_binary_utf8_value) X(oh_get_stream_data) X(oh_get_page_content_data) X(oh_new_null) X(oh_unparse_resolved) \
  X(make_indirect_object) X(oh_release) X(oh_replace_key) X(oh_remove_key) X(oh_is_name_and_equals) X(oh_parse) X(oh_new_integer) X(oh_new_bool) \
  X(oh_new_dictionary) X(oh_new_array) X(oh_new_stream) X(oh_new_unicode_string) X(oh_append_item) X(oh_replace_stream_data)               \
  X(init_write_memory) X(set_deterministic_ID) X(set_newline_before_endstream) X(set_object_stream_mode) X(set_stream_data_mode)           \
  X(force_pdf_version) X(write) X(get_buffer) X(get_buffer_length)
typedef struct qpdf_calls {
#define X(name) __typeof__(&qpdf_##name) name;
  QPDF_CALLS(X)
#undef X
} qpdf_calls;

const qpdf_calls *qpdf_lib(void); /* NULL when the library is not installed */
#endif
