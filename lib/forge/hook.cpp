#include "forge/hook.h"

namespace cadence::forge {

bool disables_on_refusal(Source source) {
    return source == Source::gitlab;
}

}  // namespace cadence::forge
