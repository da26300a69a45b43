"""Messages of the sample account, a shop in Indonesia that sells batik and coffee to the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .._state.records import Attachment

Who = Literal["contact", "agent", "note", "bot", "activity", "template"]


@dataclass(frozen=True)
class Line:
    """One message; `extra` are further arguments of `Account.add_message`.

    Attributes:
        minute: Minutes after the conversation began.
        by: The name of the agent, where it is not the assignee.
    """

    minute: float
    who: Who
    text: str | None
    by: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict[str, Any])


def _with(*attachments: Attachment) -> dict[str, Any]:
    return {"attachments": attachments}


SHOW_PIECE = (
    Line(0, "template", "Halo! Selamat datang di Batik Nusantara 👋 Ada yang bisa kami bantu?"),
    Line(1, "contact", "Halo kak, saya mau kirim kado batik untuk teman saya di Amman, Yordania 🎁"),
    Line(1.5, "contact", "Apakah bisa sampai sebelum tanggal 5 Desember?"),
    Line(3, "activity", "Assigned to Ada Lestari by Automation System"),
    Line(4, "agent", "Halo kak Putri! Bisa 😊 Kiriman ekspres ke Amman butuh 6 sampai 8 hari."),
    Line(6, "contact", "Syukurlah! Ini motif yang saya suka, masih ada?"),
    Line(6.5, "contact", None, extra=_with(Attachment("image", "mega-mendung.png", 48_213, width=1080, height=1350))),
    Line(8, "agent", "Cantik sekali, itu Mega Mendung dari Cirebon. Sebentar, saya cek dulu ke gudang."),
    Line(9, "activity", "Ada Lestari added gift, export"),
    Line(10, "note", "@Bob masih ada syal Mega Mendung biru, sutra? Pelanggan butuh sebelum 5 Des."),
    Line(14, "note", "Ada 3 di rak B2. Saya sisihkan satu 👍", by="Bob Wijaya"),
    Line(15, "agent", "Kabar baik: masih ada! Syal sutra 180 x 60 cm, Rp 685.000 dengan kotak kado."),
    Line(17, "contact", "Saya ambil satu ya. Bisa ditulis kartu ucapan dalam bahasa Arab?"),
    Line(18, "agent", "Tentu, silakan kirim teksnya di sini."),
    Line(20, "contact", "كل عام وأنتِ بخير يا ليلى، مع محبتي من جاكرتا 💙"),
    Line(21, "contact", "Artinya: selamat ulang tahun Layla, salam sayang dari Jakarta"),
    Line(
        24, "agent", "Indah sekali! Kartunya kami tulis tangan ✍️ Ini tautan pembayarannya: https://pay.example/BN-2042"
    ),
    Line(41, "contact", "Sudah saya bayar kak 🙏"),
    Line(
        41.5, "contact", "Ini buktinya", extra=_with(Attachment("file", "bukti-transfer.pdf", 91_244, extension="pdf"))
    ),
    Line(
        45,
        "agent",
        "Terima kasih, sudah kami terima ✅ Besok pagi paketnya berangkat, nomor resi menyusul.",
        extra={"status": "read"},
    ),
    Line(46, "activity", "Ada Lestari set the priority to high"),
    Line(52, "contact", "Wah cepat sekali, terima kasih banyak kak Ada! 😍"),
)

WHERE_IS_IT = (
    Line(0, "contact", "Hi, where is my order BN-1987? The tracking page has said “in transit” for a week."),
    Line(12, "agent", "Hello Emma! Let me ask the courier, one moment please."),
    Line(15, "note", "Courier says customs in Hamburg is waiting for an invoice. Sent it again."),
    Line(19, "agent", "It waited for a paper at customs in Hamburg. We sent it again just now."),
    Line(20, "agent", "You should have the parcel on Tuesday. I am sorry for the delay!"),
    Line(33, "contact", "Thanks for the quick help :) I’ll wait until Tuesday then."),
)

ATTACHMENTS = (
    Line(0, "contact", None, extra=_with(Attachment("image", "tear.png", 67))),
    Line(1, "contact", "The invoice", extra=_with(Attachment("file", "invoice.pdf", 20_310, extension="pdf"))),
    Line(
        2,
        "contact",
        "And what happened, easier to say than to write",
        extra=_with(Attachment("audio", "voice.ogg", 15_004, transcribed_text="The parcel was open when it came.")),
    ),
    Line(3, "contact", "How it looks inside", extra=_with(Attachment("video", "unboxing.mp4", 804_112))),
    Line(
        5,
        "contact",
        "I am here until five",
        extra=_with(
            Attachment(
                "location",
                coordinates_lat=-6.2,
                coordinates_long=106.816666,
                title="Jakarta",
                url="https://maps.example/?q=-6.2,106.816666",
            )
        ),
    ),
    Line(
        6,
        "contact",
        None,
        extra=_with(Attachment("contact", title="+62 812 0000 1111", meta={"firstName": "Al", "lastName": None})),
    ),
    Line(
        7,
        "contact",
        "This post",
        extra=_with(Attachment("fallback", title="Batik care in five steps", url="https://social.example/p/1")),
    ),
    Line(8, "contact", "And this", extra=_with(Attachment("embed", url="https://video.example/embed/1"))),
    Line(
        15,
        "agent",
        "Here are the return label, the form and our address.",
        extra=_with(
            Attachment("file", "label.txt", 2), Attachment("file", "form.txt", 2), Attachment("file", "address.txt", 2)
        ),
    ),
)

BOT = (
    Line(0, "contact", "jam buka hari minggu?"),
    Line(0.1, "bot", "Halo! Saya Robo 🤖 Toko kami buka setiap hari pukul 09.00 sampai 21.00 WIB."),
    Line(
        0.2,
        "bot",
        "Apakah ini menjawab pertanyaan Anda?",
        extra={
            "content_type": "input_select",
            "content_attributes": {
                "items": [{"title": "Ya", "value": "yes"}, {"title": "Bicara dengan orang", "value": "human"}]
            },
        },
    ),
    Line(1, "contact", "Ya"),
)

SNOOZED = (
    Line(0, "contact", "Can you gift-wrap 40 scarves for our company party?"),
    Line(8, "agent", "With pleasure! Which date do you have in mind?"),
    Line(11, "contact", "I will know on Friday, can you ask me again then?"),
    Line(12, "activity", "Conversation was snoozed by Ada Lestari"),
)

RESOLVED = (
    Line(0, "contact", "Boleh dicuci pakai mesin?"),
    Line(7, "agent", "Lebih baik dengan tangan, air dingin dan lerak 🙂"),
    Line(9, "contact", "Siap, makasih kak"),
    Line(10, "activity", "Conversation was marked resolved by Bob Wijaya"),
    Line(
        10.1,
        "template",
        "Please rate the conversation",
        extra={
            "content_type": "input_csat",
            "content_attributes": {"submitted_values": {"csat_survey_response": {"rating": 5}}},
        },
    ),
)

BILLING = (
    Line(0, "contact", "I was charged TWICE for BN-2011. This is the third time I write to you!!"),
    Line(2, "activity", "Automation System set the priority to urgent"),
    Line(2.1, "activity", "Assigned to billing by Automation System"),
    Line(
        30,
        "contact",
        "Hello? Anybody there?",
        extra={"sentiment": {"label": "negative", "score": 0.93}, "external_source_ids": {"slack": "1669.0001"}},
    ),
)

RIGHT_TO_LEFT = (
    Line(0, "contact", "مرحباً، هل تشحنون القهوة إلى دبي؟ ☕"),
    Line(6, "agent", "Hello Omar! Yes, we ship to Dubai: 5 to 7 days. Which coffee would you like?"),
    Line(9, "contact", "أريد 2 كيلو من قهوة غايو (Gayo)، مطحونة ناعمة من فضلك"),
    Line(14, "contact", "ויש לי גם חבר בתל אביב: אפשר לשלוח לשתי כתובות?"),
)

EMAIL = (
    Line(
        0,
        "contact",
        "Dear team,\n\nplease find our order below:\n\n- 12 x scarf, blue\n- 6 x table runner\n\nKind regards,\nTomás",
        extra={
            "content_type": "incoming_email",
            "source_id": "<order-77@studio.example>",
            "content_attributes": {
                "email": {"subject": "Order 77", "from": ["tomas@studio.example"], "to": ["help@batik.example"]}
            },
        },
    ),
    Line(55, "agent", "Dear Tomás,\n\nthank you! The invoice is on its way.\n\nAda", extra={"status": "delivered"}),
)

FORMER_AGENT = (
    Line(0, "contact", "Is the indigo vest back in stock?"),
    Line(5, "agent", "Next week! I will write to you.", by="Gita Former"),
    Line(
        6,
        "agent",
        "It is back 🎉",
        extra={"status": "failed", "content_attributes": {"external_error": "Number is not on WhatsApp"}},
    ),
)

BEFORE_THE_MOVE = (
    "Hello, is this still the right address for orders?",
    "Yes, until we move to the new help desk in autumn.",
    "Good. Twenty metres of parang cloth, please.",
    "Noted. Natural dye takes three weeks, is that fine?",
    "Three weeks are fine.",
    "It left Solo this morning, tracking SOLO-551.",
    "Arrived, beautiful work!",
    "Thank you, that makes the dyers happy.",
)
"""Imported from the old help desk: later ids, earlier times."""

AFTER_THE_MOVE = (
    Line(0, "contact", "New help desk, same me: twenty metres again, please."),
    Line(4, "agent", "Welcome over here! Same cloth, same dye?"),
    Line(9, "contact", "Exactly the same."),
    Line(10, "agent", "Done. You see our old talk above, we brought it along."),
)

STANDING_ORDER: Sequence[tuple[Who, str]] = (
    ("contact", "Good morning! Standing order {n}: 3 kg Gayo and 2 kg Toraja, please."),
    ("agent", "Good morning! Order {n} is noted, roasted today."),
    ("contact", "Could the Gayo be a little darker this time?"),
    ("agent", "Sure, one shade darker."),
    ("contact", "Perfect, thanks 🙏"),
    ("agent", "Order {n} is out for delivery, the driver is Pak Joko."),
    ("contact", "Order {n} arrived, it smells wonderful ☕"),
    ("agent", "Enjoy! Until next time."),
)

OPENERS: Sequence[tuple[str, str]] = (
    ("Rina Kusuma", "Kak, ukuran M untuk kemeja parang masih ada?"),
    ("James Okafor", "Do you ship to Lagos?"),
    ("Siti Aminah", "Pesanan saya belum sampai, mohon dicek ya 🙏"),
    ("Chloé Martin", "Le foulard bleu est-il en soie véritable ?"),
    ("Dewi Anggraini", "Bisa bayar pakai QRIS?"),
    ("田中 陽子", "コーヒー豆は日本に送れますか？"),
    ("Agus Pratama", "Mau tanya harga grosir untuk 50 potong."),
    ("Noa Levi", "שלום, מתי החנות פתוחה?"),
    ("Maya Fernandes", "My discount code SELAMAT10 does not work."),
    ("Lars Nilsson", "Can I return a table runner that is too long?"),
)
