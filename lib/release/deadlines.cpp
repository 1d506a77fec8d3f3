#include "release/deadlines.h"

namespace cadence::release {

std::string deadline_id(DeadlineKind kind, std::string_view subject) {
    return std::string{name_of(kind)} + ":" + std::string{subject};
}

}  // namespace cadence::release
