"""What a citizen brings: numbers with valid check digits, documents, scans. All invented, as in fixtures/personas."""

import copy
import struct
import zlib
from dataclasses import dataclass

LETTERS = "абвгдежзиклмнопрстуфхцчшэюя"


def snils(number):
    """Of the simulator's range; number up to 9,999,999: "990-123-456 78"."""
    digits = f"99{number:07d}"
    check = sum(int(digit) * (9 - i) for i, digit in enumerate(digits)) % 101 % 100
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]} {check:02d}"


def inn(number):
    digits = f"0099{number:06d}"
    for weights in ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)):
        digits += str(sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11 % 10)
    return digits


def innle(number):
    digits = f"0097{number:05d}"
    check = sum(int(digit) * weight for digit, weight in zip(digits, (2, 4, 10, 3, 5, 9, 4, 6, 8))) % 11 % 10
    return f"{digits}{check}"


def ogrn(number):
    digits = f"1200097{number:05d}"
    return f"{digits}{int(digits) % 11 % 10}"


def ogrnip(number):
    digits = f"3200097{number:07d}"
    return f"{digits}{int(digits) % 13 % 10}"


def attorney(issued, expires, number="77 АБ 0000001"):
    return {"power_of_attorney_number": number, "power_of_attorney_issue_date": issued,
            "power_of_attorney_expiry_date": expires}


def organization(number, head):
    return {"name": f"ТЕСТ ООО «Незабудка-{number}»", "ogrn": ogrn(number), "inn": innle(number),
            "address": {"state": "50 Московская область", "locality": "г. Химки", "street": "ул. Вымышленная, д. 97"},
            "head": dict(head)}


# What a Person hands in besides, by kind of applicant.

def proprietor_papers(person):
    return {"sole_proprietor": {"ogrnip": ogrnip(person.number), "name": dict(person.name)}}


def head_papers(person):
    return {"organization": organization(person.number, person.name),
            "representation": {"title": "Генеральный директор"}}


def employee_papers(person):
    head = {"surname": "Орлов", "given_name": "Лев", "patronymic": "Ильич"}
    return {"organization": organization(person.number, head),
            "representation": {"title": "Инженер", "department": "Отдел № 1", **attorney("2024-01-10", "2034-01-10")}}


def information_system_papers(person):
    return {"organization": organization(person.number, person.name)}


def _word(number):
    word = ""
    while True:
        number, letter = divmod(number, len(LETTERS))
        word = LETTERS[letter] + word
        if not number:
            return word


@dataclass
class Person:
    """A citizen in no catalogue, told apart by a number; approved by identification at once."""

    number: int

    def __post_init__(self):
        self.key = f"citizen-{self.number}"
        self.name = {"surname": "Тестов" + _word(self.number), "given_name": "Пётр", "patronymic": "Фёдорович"}
        self.snils = snils(5_000_000 + self.number)
        self.login = f"citizen.{self.number}"
        self.password = f"пароль-{self.number}"
        self.birth_date = "1990-04-12"
        self.documents = {
            "passport": {
                "name": dict(self.name),
                "series": "9990",
                "number": f"{500_000 + self.number:06d}",
                "issuer": "ОТДЕЛОМ № 1 ВЫМЫШЛЕННОГО УПРАВЛЕНИЯ",
                "department_code": "990-001",
                "issue_date": "2015-05-20",
                "birth_date": self.birth_date,
                "birth_place": "гор. Москва",
                "gender": "GENDER_MALE",
            },
            "snils": {"number": self.snils, "name": dict(self.name)},
            "inn": {"number": inn(500_000 + self.number), "name": dict(self.name)},
            "address": {"state": "77 Москва", "locality": "г. Москва", "street": "ул. Вымышленная, д. 1"},
        }

    def account(self):
        return {"login": self.login, "password": self.password, "person": self.name, "snils": self.snils,
                "birth_date": self.birth_date}

    def papers(self, **changes):
        """Documents, with fields set otherwise: papers(**{"passport.series": "12", "snils": None})."""
        papers = copy.deepcopy(self.documents)
        for path, value in changes.items():
            *parents, leaf = path.split(".")
            place = papers
            for parent in parents:
                place = place[parent]
            place[leaf] = value
        return papers


def png():
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def jpeg(size=0):
    """The frame of a JPEG; comments make it larger."""
    start = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    comments = b""
    while len(start) + len(comments) + 2 < size:
        length = min(65_533, max(0, size - len(start) - len(comments) - 6))
        comments += b"\xff\xfe" + struct.pack(">H", length + 2) + bytes(length)
    return start + comments + b"\xff\xd9"


def pdf():
    return (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Root 1 0 R>>\n%%EOF\n")


SCANS = {"image/png": png(), "image/jpeg": jpeg(), "application/pdf": pdf()}
