/* sandbox: after the start a server needs few of the system's calls; the others are refused (EPERM), so that a hole in one of the many
 * libraries it is made of does not start a program, trace another, mount, load a module or become somebody else.
 */
#ifndef TAKAR_CLI_SANDBOX_H
#define TAKAR_CLI_SANDBOX_H
#include "base/err.h"

/* For all threads of the process, for good. ERR_BUSY when the system has no seccomp. */
MUST_CHECK err sandbox_enter(arena *a);
#endif
