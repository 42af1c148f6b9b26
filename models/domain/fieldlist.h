// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <type_traits>

namespace surgedeck {

/// A value to write, or one to read into: one list of fields, fields(archive, value), serves both directions. Its
/// bindings name every field of the value, so that a new one does not compile until it is written there.
template <typename Type, typename Plain>
concept FieldsOf = std::same_as<std::remove_const_t<Type>, Plain>;

} // namespace surgedeck
