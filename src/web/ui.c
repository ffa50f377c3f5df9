#include "ui.h"

const nav_item nav_items[] = {
#define X(name, path, label) {NAV_##name, SC(path), SC(label)},
    NAV_ITEMS(X)
#undef X
};
const size_t n_nav_items = LEN(nav_items);

str look_class(enum look l) {
  static const str names[] = {SC("is-plain"), SC("is-active"), SC("is-done"), SC("is-soon"), SC("is-late"), SC("is-returned")};
  return names[l];
}

bool nav_shown(const page_view *v, enum nav nav) {
  switch (nav) {
  case NAV_ADMIN: return v->admin;
  case NAV_INSPECT: return v->inspector;
  case NAV_SEATS: return v->seats;
  default: return true;
  }
}
