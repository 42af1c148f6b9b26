// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/familychecks.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

std::string inLine(int line)
{
    return "(line " + std::to_string(line) + ")";
}

} // namespace

void FamilyChecks::begin(const std::string &family, PagePlace at)
{
    close();
    m_current = std::make_unique<Family>();
    m_current->name = family;
    m_current->place = at;
    if (family.front() == '_')
        m_problems.warn(at, "reserved-name", "names of families that begin with an underscore are reserved");
    const auto known = m_names.find(family);
    if (known == m_names.end())
        return;
    m_current->isRefused = true;
    if (known->second.family == family)
        m_problems.error(at, "interleaved-family",
                         "family " + family + " " + inLine(known->second.line) +
                             " has ended before: its lines stand together, metadata first");
    else
        m_problems.error(at, "name-clash",
                         family + " is a name of samples of family " + known->second.family + " " +
                             inLine(known->second.line) + ", which has ended before");
}

void FamilyChecks::metadata(const std::string &family, PagePlace at)
{
    if (!m_current || m_current->name != family)
        begin(family, at);
    else if (m_current->points)
        m_problems.error(at, "metadata-order", "metadata stands before the samples of its family");
}

void FamilyChecks::type(const std::string &family, PagePlace at, std::optional<FamilyType> type)
{
    metadata(family, at);
    if (m_current->type)
        m_problems.error(at, "metadata-twice", "family " + family + " has a TYPE already");
    else
        m_current->type = type.value_or(FamilyType::Unknown);
    checkUnit(at);
}

void FamilyChecks::unit(const std::string &family, PagePlace at, const std::string &unit)
{
    metadata(family, at);
    if (m_current->unit)
        m_problems.error(at, "metadata-twice", "family " + family + " has a UNIT already");
    m_current->unit = unit;
    if (!unit.empty() && !family.ends_with("_" + unit))
        m_problems.error(at, "unit-suffix", "a family with the unit " + unit + " has a name that ends in _" + unit);
    checkUnit(at);
}

void FamilyChecks::checkUnit(PagePlace at)
{
    const FamilyType type = m_current->typeOrUnknown();
    if ((type == FamilyType::Info || type == FamilyType::StateSet) && m_current->unit && !m_current->unit->empty())
        m_problems.error(at, "unit-of-type", "a family of type " + std::string(toWord(type)) + " has no unit");
}

void FamilyChecks::help(const std::string &family, PagePlace at)
{
    metadata(family, at);
    if (m_current->hasHelp)
        m_problems.error(at, "metadata-twice", "family " + family + " has a HELP already");
    m_current->hasHelp = true;
}

bool FamilyChecks::owns(const std::string &sample) const
{
    if (!m_current || !sample.starts_with(m_current->name))
        return false;
    const auto suffixes = suffixesOf(m_current->typeOrUnknown());
    return std::find(suffixes.begin(), suffixes.end(), std::string_view(sample).substr(m_current->name.size())) !=
           suffixes.end();
}

void FamilyChecks::sample(const ScannedSample &sample)
{
    if (m_current && sample.name == m_current->name && !owns(sample.name)) {
        const FamilyType type = m_current->typeOrUnknown();
        m_problems.error(sample.place, "suffix",
                         "a sample of " + std::string(toWord(type)) + " " + sample.name + " is named " +
                             sampleNamesOf(sample.name, type));
        return;
    }
    if (!owns(sample.name))
        begin(sample.name, sample.place);
    Family &family = *m_current;
    if (!family.points)
        family.points = std::make_unique<MetricPoints>(family.name, family.typeOrUnknown(), m_problems);
    family.points->add(sample);
}

void FamilyChecks::close()
{
    if (!m_current)
        return;
    if (m_current->points)
        m_current->points->finish();
    claimNames();
    m_current.reset();
}

// The name of the family itself is taken whether it has samples of that name or not.
void FamilyChecks::claimNames()
{
    const Family &family = *m_current;
    std::vector<std::string> names = {family.name};
    for (const std::string_view suffix : suffixesOf(family.typeOrUnknown())) {
        if (!suffix.empty())
            names.push_back(family.name + std::string(suffix));
    }
    for (const std::string &name : names) {
        const auto [claim, isNew] = m_names.emplace(name, Claim{family.name, family.place.line});
        if (!isNew && !family.isRefused && claim->second.family != family.name)
            m_problems.error(family.place, "name-clash",
                             "family " + family.name + " may have samples named " + name + ", as family " +
                                 claim->second.family + " " + inLine(claim->second.line) + " may");
    }
}

} // namespace surgedeck::metrics
