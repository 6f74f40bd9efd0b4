// An applicant's documents between kepsim.v1 and the domain.
#pragma once

#include "ca/identity/documents.h"
#include "kepsim/v1/person.pb.h"

namespace kepsim {

PersonName Decode(const v1::PersonName& in);
void Encode(const PersonName& name, v1::PersonName* out);

Address Decode(const v1::Address& in);
void Encode(const Address& address, v1::Address* out);
SoleProprietor Decode(const v1::SoleProprietor& in);
void Encode(const SoleProprietor& proprietor, v1::SoleProprietor* out);
Organization Decode(const v1::Organization& in);
void Encode(const Organization& organization, v1::Organization* out);
Representation Decode(const v1::Representation& in);
void Encode(const Representation& representation, v1::Representation* out);

// Of any request that has the documents as its fields; their kind it has not. Nothing is judged here: a date
// that is none comes out as a day that no calendar has, which CheckDocuments refuses under its field.
Passport Decode(const v1::Passport& in);
void Encode(const Passport& passport, v1::Passport* out);

template <class Message>
DocumentSet DecodeDocumentsOf(const Message& in) {
  DocumentSet documents;
  documents.passport = Decode(in.passport());
  documents.snils = {in.snils().number(), Decode(in.snils().name())};
  documents.inn = {in.inn().number(), Decode(in.inn().name())};
  documents.address = Decode(in.address());
  if (in.has_sole_proprietor()) documents.sole_proprietor = Decode(in.sole_proprietor());
  if (in.has_organization()) documents.organization = Decode(in.organization());
  if (in.has_representation()) documents.representation = Decode(in.representation());
  return documents;
}

template <class Message>
void EncodeDocuments(const DocumentSet& documents, Message* out) {
  Encode(documents.passport, out->mutable_passport());
  out->mutable_snils()->set_number(documents.snils.number);
  if (!documents.snils.name.empty()) Encode(documents.snils.name, out->mutable_snils()->mutable_name());
  out->mutable_inn()->set_number(documents.inn.number);
  if (!documents.inn.name.empty()) Encode(documents.inn.name, out->mutable_inn()->mutable_name());
  Encode(documents.address, out->mutable_address());
  if (documents.sole_proprietor) Encode(*documents.sole_proprietor, out->mutable_sole_proprietor());
  if (documents.organization) Encode(*documents.organization, out->mutable_organization());
  if (documents.representation) Encode(*documents.representation, out->mutable_representation());
}

}  // namespace kepsim
