#define LIBPQ_PLAIN
#include "store/libpq.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>

static struct {
  bool there;
  libpq_calls calls;
} lib;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *handle = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  bool all = handle != NULL;
#define X(name) \
  if (all) *(void **)&lib.calls.name = dlsym(handle, #name); \
  all = all && lib.calls.name;
  LIBPQ_CALLS(X)
#undef X
  lib.there = all;
}

const libpq_calls *libpq(void) {
  pthread_once(&once, load);
  return lib.there ? &lib.calls : NULL;
}
