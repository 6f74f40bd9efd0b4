#include "registry/publication/trusted_list.h"

#include <libxml/xmlwriter.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "registry/publication/trusted_list_text.h"

namespace kepsim {
namespace {

// A failure, which only a lack of memory brings, sticks until the end.
class XmlWriter {
 public:
  XmlWriter()
      : buffer_(xmlBufferCreate(), xmlBufferFree),
        writer_(xmlNewTextWriterMemory(buffer_.get(), 0), xmlFreeTextWriter) {
    Keep(xmlTextWriterSetIndent(writer_.get(), 1));
    Keep(xmlTextWriterStartDocument(writer_.get(), "1.0", "UTF-8", nullptr));
  }

  template <class Body>
  void Element(const char* name, Body&& body) {
    Keep(xmlTextWriterStartElement(writer_.get(), Xml(name)));
    body();
    Keep(xmlTextWriterEndElement(writer_.get()));
  }
  void Text(const char* name, const std::string& text) {
    Keep(xmlTextWriterWriteElement(writer_.get(), Xml(name), Xml(text.c_str())));
  }
  void TextIfAny(const char* name, const std::string& text) {
    if (!text.empty()) Text(name, text);
  }
  void Number(const char* name, int64_t number) { Text(name, std::to_string(number)); }
  void Moment(const char* name, Time time) { Text(name, FormatTime(time)); }
  void Attribute(const char* name, const char* value) {
    Keep(xmlTextWriterWriteAttribute(writer_.get(), Xml(name), Xml(value)));
  }

  Result<std::string> Finish() {
    Keep(xmlTextWriterEndDocument(writer_.get()));
    Keep(xmlTextWriterFlush(writer_.get()));
    if (failed_) return Status(Reason::INTERNAL, "the trusted list cannot be written");
    return std::string(reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
                       static_cast<size_t>(xmlBufferLength(buffer_.get())));
  }

 private:
  static const xmlChar* Xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
  void Keep(int written) { failed_ |= written < 0; }

  std::unique_ptr<xmlBuffer, decltype(&xmlBufferFree)> buffer_;
  std::unique_ptr<xmlTextWriter, decltype(&xmlFreeTextWriter)> writer_;
  bool failed_ = false;
};

void WriteAddress(XmlWriter& xml, const PostalAddress& address) {
  xml.Element(tsl::kAddress, [&] {
    xml.Text(tsl::kCountry, address.country);
    xml.Element(tsl::kRegion, [&] {
      xml.Number(tsl::kCode, address.region_code);
      xml.Text(tsl::kName, address.region_name);
    });
    xml.Text(tsl::kPostalCode, address.postal_code);
    xml.Text(tsl::kStreet, address.street);
    xml.Text(tsl::kCity, address.city);
  });
}

Status WriteCertificate(XmlWriter& xml, const Bytes& der) {
  KEPSIM_ASSIGN(const Certificate certificate, Certificate::Parse(der));
  xml.Element(tsl::kCertificate, [&] {
    xml.Text(tsl::kThumbprint, ToHex(certificate.Sha1Thumbprint()));
    xml.Text(tsl::kIssuer, ToText(certificate.issuer()));
    xml.Text(tsl::kSubject, ToText(certificate.subject()));
    xml.Text(tsl::kSerial, certificate.SerialHex());
    xml.Moment(tsl::kNotBefore, certificate.not_before());
    xml.Moment(tsl::kNotAfter, certificate.not_after());
    xml.Text(tsl::kDer, ToBase64(der));
  });
  return OkStatus();
}

Status WriteKey(XmlWriter& xml, const TrustedList::Key& key) {
  Status status;
  xml.Element(tsl::kKey, [&] {
    xml.Text(tsl::kKeyId, ToHex(key.key_id));
    xml.Element(tsl::kCrlUrls, [&] {
      for (const std::string& url : key.crl_urls) xml.Text(tsl::kAddress, url);
    });
    xml.Element(tsl::kCertificates, [&] {
      for (const Bytes& der : key.certificates) {
        if (status.ok()) status = WriteCertificate(xml, der);
      }
    });
  });
  return status;
}

void WriteState(XmlWriter& xml, const AccreditationChange& change) {
  const auto* state = std::find_if(
      std::begin(tsl::kStates), std::end(tsl::kStates),
      [&](const tsl::StateText& candidate) { return candidate.accreditation == change.accreditation; });
  xml.Element(tsl::kAccreditation, [&] {
    xml.Text(tsl::kState, std::string(state->text));
    xml.Moment(tsl::kEffective, change.effective);
  });
}

Status WriteAuthority(XmlWriter& xml, const TrustedList::Authority& authority) {
  const AuthorityListing& listing = authority.listing;
  Status status;
  xml.Element(tsl::kAuthority, [&] {
    xml.Text(tsl::kName, listing.name);
    xml.Text(tsl::kEmail, listing.email);
    xml.Text(tsl::kShortName, listing.short_name);
    xml.Text(tsl::kInfoUrl, listing.info_url);
    xml.TextIfAny(tsl::kRegistryUrl, listing.registry_url);
    WriteAddress(xml, listing.address);
    xml.Element(tsl::kFacilities, [&] {
      xml.Element(tsl::kFacility, [&] {
        xml.Text(tsl::kAlias, listing.facility);
        xml.Text(tsl::kSecurityClass, listing.security_class);
        WriteAddress(xml, listing.address);
        xml.Text(tsl::kTools, listing.tools);
        xml.Element(tsl::kKeys, [&] {
          for (const TrustedList::Key& key : authority.keys) {
            if (status.ok()) status = WriteKey(xml, key);
          }
        });
      });
    });
    xml.Text(tsl::kInn, listing.inn);
    xml.Text(tsl::kOgrn, listing.ogrn);
    xml.Number(tsl::kRegistryNumber, listing.registry_number);
    WriteState(xml, authority.history.back());
    xml.Element(tsl::kHistory, [&] {
      for (const AccreditationChange& change : authority.history) WriteState(xml, change);
    });
    xml.TextIfAny(tsl::kSuccessor, listing.successor_ogrn);
  });
  return status;
}

}  // namespace

std::string CrlUrl(std::string_view base_url, ByteView issuer_key_id) {
  std::string id = ToHex(issuer_key_id);
  std::transform(id.begin(), id.end(), id.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::string(base_url) + "/crl/" + id + ".crl";
}

TrustedList MakeTrustedList(const AuthorityBook& book, std::string_view base_url) {
  TrustedList list{book.list_version, book.list_date, {}};
  for (const AuthorityBook::Listed& listed : book.authorities) {
    if (listed.history.empty()) continue;
    TrustedList::Authority authority{listed.listing, {}, listed.history};
    for (const auto& known : listed.certificates) {
      const Bytes& key_id = *known->certificate.subject_key_id();
      auto key = std::find_if(authority.keys.begin(), authority.keys.end(),
                              [&](const TrustedList::Key& one) { return one.key_id == key_id; });
      if (key == authority.keys.end()) {
        key = authority.keys.insert(key, {key_id, {CrlUrl(base_url, key_id)}, {}});
      }
      key->certificates.push_back(known->certificate.der());
    }
    list.authorities.push_back(std::move(authority));
  }
  return list;
}

Result<std::string> WriteTrustedList(const TrustedList& list) {
  XmlWriter xml;
  Status status;
  xml.Element(tsl::kList, [&] {
    xml.Attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    xml.Attribute("xsi:noNamespaceSchemaLocation", "scheme.xsd");
    xml.Number(tsl::kVersion, list.version);
    xml.Moment(tsl::kDate, list.date);
    for (const TrustedList::Authority& authority : list.authorities) {
      if (status.ok()) status = WriteAuthority(xml, authority);
    }
  });
  KEPSIM_TRY(status);
  return xml.Finish();
}

}  // namespace kepsim
