// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <compare>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace surgedeck {

/// A value that copies share until one of them changes it. Copies may be used on different threads, as those of
/// implicitly shared Qt classes may.
template <typename Value>
class CopyOnWrite
{
public:
    CopyOnWrite()
        : m_value(std::make_shared<Value>())
    {
    }
    const Value &operator*() const { return *m_value; }
    const Value *operator->() const { return m_value.get(); }
    Value &change()
    {
        if (m_value.use_count() > 1)
            m_value = std::make_shared<Value>(*m_value);
        std::atomic_thread_fence(std::memory_order_acquire); // whoever let go of it last has read it before
        return *m_value;
    }

private:
    std::shared_ptr<Value> m_value;
};

/// A course that grows at its end and is forgotten at its beginning. A copy costs a pointer for each 32 values, and
/// what was added to one is not seen in the other: a replay keeps a thousand moments that have most of an hour in
/// common.
template <typename Value>
class SharedSeries
{
public:
    class Iterator
    {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        using pointer = const Value *;
        using reference = const Value &;

        Iterator() = default;
        Iterator(const SharedSeries *series, std::size_t at)
            : m_series(series)
            , m_at(at)
        {
        }
        reference operator*() const { return (*m_series)[m_at]; }
        pointer operator->() const { return &(*m_series)[m_at]; }
        reference operator[](difference_type by) const { return *(*this + by); }
        Iterator &operator+=(difference_type by)
        {
            m_at += std::size_t(by);
            return *this;
        }
        Iterator &operator-=(difference_type by) { return *this += -by; }
        Iterator &operator++() { return *this += 1; }
        Iterator &operator--() { return *this += -1; }
        Iterator operator++(int) { return std::exchange(*this, *this + 1); }
        Iterator operator--(int) { return std::exchange(*this, *this - 1); }
        friend Iterator operator+(Iterator from, difference_type by) { return from += by; }
        friend Iterator operator+(difference_type by, Iterator from) { return from += by; }
        friend Iterator operator-(Iterator from, difference_type by) { return from -= by; }
        friend difference_type operator-(const Iterator &a, const Iterator &b)
        {
            return difference_type(a.m_at) - difference_type(b.m_at);
        }
        bool operator==(const Iterator &other) const { return m_at == other.m_at; }
        auto operator<=>(const Iterator &other) const { return m_at <=> other.m_at; }

    private:
        const SharedSeries *m_series = nullptr;
        std::size_t m_at = 0;
    };

    bool empty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }
    const Value &operator[](std::size_t at) const
    {
        const std::size_t place = m_first + at;
        return (*m_chunks[place / chunk])[place % chunk];
    }
    const Value &front() const { return (*this)[0]; }
    const Value &back() const { return (*this)[m_size - 1]; }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, m_size}; }

    void append(Value value)
    {
        if (m_chunks.empty() || m_chunks.back()->size() == chunk)
            m_chunks.emplace_back();
        m_chunks.back().change().push_back(std::move(value));
        m_size += 1;
    }
    /// To be asked only where something is to be changed: it may copy.
    Value &change(std::size_t at)
    {
        const std::size_t place = m_first + at;
        return m_chunks[place / chunk].change()[place % chunk];
    }
    void dropFirst()
    {
        m_size -= 1;
        if (++m_first < chunk && m_size > 0)
            return;
        m_chunks.erase(m_chunks.begin());
        m_first = 0;
    }
    void clear() { *this = SharedSeries(); }

private:
    static constexpr std::size_t chunk = 32;

    std::vector<CopyOnWrite<std::vector<Value>>> m_chunks; ///< all but the last are full
    std::size_t m_first = 0;                               ///< values of the first chunk that are forgotten
    std::size_t m_size = 0;
};

} // namespace surgedeck
