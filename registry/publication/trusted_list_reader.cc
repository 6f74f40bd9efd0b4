#include "registry/publication/trusted_list_reader.h"

#include <libxml/xmlreader.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "registry/publication/trusted_list_text.h"

namespace kepsim {
namespace {

// No XML_PARSE_NOENT, no DTDLOAD, no HUGE: libxml2's own bounds on depth and on a text's length stay.
constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
constexpr size_t kLongestTime = 64;

using XmlReader = std::unique_ptr<xmlTextReader, decltype(&xmlFreeTextReader)>;

Status Malformed(std::string what) {
  return Status(Reason::TRUSTED_LIST_MALFORMED, std::move(what));
}

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

bool Is(const xmlNode* node, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && View(node->name) == name;
}

template <class Visit>
void ForEach(const xmlNode* parent, std::string_view name, Visit&& visit) {
  if (parent == nullptr) return;
  for (const xmlNode* child = parent->children; child != nullptr; child = child->next) {
    if (Is(child, name)) visit(child);
  }
}

const xmlNode* Child(const xmlNode* parent, std::string_view name) {
  const xmlNode* found = nullptr;
  ForEach(parent, name, [&](const xmlNode* child) {
    if (found == nullptr) found = child;
  });
  return found;
}

std::string Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

std::string TextOf(const xmlNode* node) {
  std::string text;
  if (node == nullptr) return text;
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) text += View(child->content);
  }
  return Trimmed(text);
}

std::string TextIn(const xmlNode* parent, std::string_view name) {
  return TextOf(Child(parent, name));
}

template <class Integer>
std::optional<Integer> ToInteger(std::string_view text) {
  Integer value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// xs:dateTime. Lists of e-trust have had times without a zone; they count as UTC.
std::optional<Time> ToTime(const std::string& text) {
  if (text.size() > kLongestTime) return std::nullopt;
  if (const auto time = ParseTime(text)) return time;
  return ParseTime(text + "Z");
}

Result<AccreditationChange> ReadState(const xmlNode* node) {
  const std::string text = TextIn(node, tsl::kState);
  const auto* state = std::find_if(std::begin(tsl::kStates), std::end(tsl::kStates),
                                   [&](const tsl::StateText& candidate) { return candidate.text == text; });
  if (state == std::end(tsl::kStates)) return Malformed(tsl::kState);
  const auto effective = ToTime(TextIn(node, tsl::kEffective));
  if (!effective) return Malformed(tsl::kEffective);
  return AccreditationChange{state->accreditation, *effective};
}

Result<TrustedList::Key> ReadKey(const xmlNode* node) {
  TrustedList::Key key;
  auto key_id = FromHex(TextIn(node, tsl::kKeyId));
  if (!key_id || key_id->empty()) return Malformed(tsl::kKeyId);
  key.key_id = *std::move(key_id);
  ForEach(Child(node, tsl::kCrlUrls), tsl::kAddress,
          [&](const xmlNode* url) { key.crl_urls.push_back(TextOf(url)); });
  bool all_decoded = true;
  ForEach(Child(node, tsl::kCertificates), tsl::kCertificate, [&](const xmlNode* certificate) {
    std::string base64 = TextIn(certificate, tsl::kDer);
    std::erase_if(base64, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    auto der = FromBase64(base64);
    all_decoded &= der && !der->empty();
    if (der) key.certificates.push_back(*std::move(der));
  });
  if (!all_decoded) return Malformed(tsl::kDer);
  return key;
}

PostalAddress ReadAddress(const xmlNode* node) {
  PostalAddress address;
  const xmlNode* region = Child(node, tsl::kRegion);
  address.country = TextIn(node, tsl::kCountry);
  address.region_code = ToInteger<int>(TextIn(region, tsl::kCode)).value_or(0);
  address.region_name = TextIn(region, tsl::kName);
  address.postal_code = TextIn(node, tsl::kPostalCode);
  address.street = TextIn(node, tsl::kStreet);
  address.city = TextIn(node, tsl::kCity);
  return address;
}

Result<TrustedList::Authority> ReadAuthority(const xmlNode* node) {
  TrustedList::Authority authority;
  AuthorityListing& listing = authority.listing;
  listing.name = TextIn(node, tsl::kName);
  listing.email = TextIn(node, tsl::kEmail);
  listing.short_name = TextIn(node, tsl::kShortName);
  listing.info_url = TextIn(node, tsl::kInfoUrl);
  listing.registry_url = TextIn(node, tsl::kRegistryUrl);
  listing.address = ReadAddress(Child(node, tsl::kAddress));
  listing.inn = TextIn(node, tsl::kInn);
  listing.ogrn = TextIn(node, tsl::kOgrn);
  listing.registry_number = ToInteger<int>(TextIn(node, tsl::kRegistryNumber)).value_or(0);
  listing.successor_ogrn = TextIn(node, tsl::kSuccessor);
  if (listing.name.empty()) return Malformed(tsl::kName);

  const xmlNode* facilities = Child(node, tsl::kFacilities);
  const xmlNode* described = Child(facilities, tsl::kFacility);
  listing.facility = TextIn(described, tsl::kAlias);
  listing.security_class = TextIn(described, tsl::kSecurityClass);
  listing.tools = TextIn(described, tsl::kTools);
  Status status;
  ForEach(facilities, tsl::kFacility, [&](const xmlNode* facility) {
    ForEach(Child(facility, tsl::kKeys), tsl::kKey, [&](const xmlNode* one) {
      auto key = ReadKey(one);
      if (key.ok()) {
        authority.keys.push_back(*std::move(key));
      } else {
        status = key.status();
      }
    });
  });
  KEPSIM_TRY(status);

  KEPSIM_ASSIGN(const AccreditationChange present, ReadState(Child(node, tsl::kAccreditation)));
  ForEach(Child(node, tsl::kHistory), tsl::kAccreditation, [&](const xmlNode* one) {
    auto change = ReadState(one);
    if (change.ok()) {
      authority.history.push_back(*change);
    } else {
      status = change.status();
    }
  });
  KEPSIM_TRY(status);
  // The order of the history is not promised, and whether the present state is part of it, neither.
  const auto same = [&](const AccreditationChange& change) {
    return change.accreditation == present.accreditation && change.effective == present.effective;
  };
  if (std::none_of(authority.history.begin(), authority.history.end(), same)) {
    authority.history.push_back(present);
  }
  std::stable_sort(authority.history.begin(), authority.history.end(),
                   [](const auto& a, const auto& b) { return a.effective < b.effective; });
  return authority;
}

// What stands directly below the root: `node` with all its content.
Status ReadMember(const xmlNode* node, TrustedList& list, bool& has_version, bool& has_date) {
  if (Is(node, tsl::kVersion)) {
    const auto version = ToInteger<int64_t>(TextOf(node));
    if (!version) return Malformed(tsl::kVersion);
    list.version = *version;
    has_version = true;
  } else if (Is(node, tsl::kDate)) {
    const auto date = ToTime(TextOf(node));
    if (!date) return Malformed(tsl::kDate);
    list.date = *date;
    has_date = true;
  } else if (Is(node, tsl::kAuthority)) {
    KEPSIM_ASSIGN(TrustedList::Authority authority, ReadAuthority(node));
    list.authorities.push_back(std::move(authority));
  }
  return OkStatus();
}

}  // namespace

Result<TrustedList> ReadTrustedList(ByteView xml) {
  if (xml.size() > kLargestTrustedList) return Malformed("larger than 64 MiB");
  const std::string_view text = AsText(xml);
  const XmlReader reader(
      xmlReaderForMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, kOptions),
      xmlFreeTextReader);
  if (reader == nullptr) return Malformed("empty");
  xmlTextReaderSetStructuredErrorHandler(
      reader.get(), [](void*, xmlErrorPtr) {}, nullptr);

  TrustedList list;
  bool has_root = false, has_version = false, has_date = false;
  int more = xmlTextReaderRead(reader.get());
  while (more == 1) {
    const int type = xmlTextReaderNodeType(reader.get());
    const int depth = xmlTextReaderDepth(reader.get());
    if (type == XML_READER_TYPE_DOCUMENT_TYPE) return Malformed("has a document type");
    if (type == XML_READER_TYPE_ELEMENT && depth == 0) {
      if (View(xmlTextReaderConstLocalName(reader.get())) != tsl::kList) return Malformed("another root");
      has_root = true;
    } else if (type == XML_READER_TYPE_ELEMENT && depth == 1) {
      const xmlNode* node = xmlTextReaderExpand(reader.get());
      if (node == nullptr) return Malformed("not well-formed");
      KEPSIM_TRY(ReadMember(node, list, has_version, has_date));
      more = xmlTextReaderNext(reader.get());
      continue;
    }
    more = xmlTextReaderRead(reader.get());
  }
  if (more != 0) return Malformed("not well-formed");
  if (!has_root || !has_version || !has_date) return Malformed("version or date is missing");
  return list;
}

}  // namespace kepsim
