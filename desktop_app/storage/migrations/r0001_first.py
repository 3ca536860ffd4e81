"""Makes the tables of an empty register: revision 1, frozen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:  # noqa: PLR0915  one statement a table or index
    """Make all tables and indexes."""
    op.create_table(
        "about",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_about")),
    )
    op.create_table(
        "code_value",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code_list", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("label_de", TEXT, nullable=False),
        sa.Column("label_uk", TEXT, nullable=False),
        sa.Column("label_en", TEXT, nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("code_list_key", TEXT, nullable=False),
        sa.Column("code_key", TEXT, nullable=False),
        sa.Column("label_de_key", TEXT, nullable=False),
        sa.Column("label_uk_key", TEXT, nullable=False),
        sa.Column("label_en_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_value")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_code_value_active_list",
        "code_value",
        ["active", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_changed_at_list",
        "code_value",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_code_value_changed_by_list",
        "code_value",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_code_list",
        "code_value",
        ["code_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_code_list_list",
        "code_value",
        ["code_list_key", "id", "code_list", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_created_at_list",
        "code_value",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_code_value_created_by_list",
        "code_value",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_filters",
        "code_value",
        ["id", "active", "changed_at", "code_list", "created_at", "rank", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_label_de_list",
        "code_value",
        ["label_de_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_label_en_list",
        "code_value",
        ["label_en_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_label_uk_list",
        "code_value",
        ["label_uk_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_rank_list",
        "code_value",
        ["rank", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"rank": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_code_value_title_list",
        "code_value",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_code_value_trash",
        "code_value",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_index(
        "uq_code_value_code_list_code",
        "code_value",
        ["code_list", "code"],
        unique=True,
        sqlite_where=sa.text("code <> ''"),
        postgresql_where=sa.text("code <> ''"),
    )
    op.create_table(
        "content",
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "part", name=op.f("pk_content")),
    )
    op.create_table(
        "counter",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "given",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "value", name=op.f("pk_given")),
    )
    op.create_table(
        "kept_apart",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=True),
        sa.Column("second", sa.BigInteger(), nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("record_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_apart")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_kept_apart_changed_at_list",
        "kept_apart",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_kept_apart_changed_by_list",
        "kept_apart",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_kept_apart_created_at_list",
        "kept_apart",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_kept_apart_created_by_list",
        "kept_apart",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_kept_apart_filters",
        "kept_apart",
        ["id", "changed_at", "created_at", "first", "second", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_kept_apart_first_list",
        "kept_apart",
        ["first", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"first": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_kept_apart_record_list",
        "kept_apart",
        ["record_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_kept_apart_second_list",
        "kept_apart",
        ["second", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"second": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_kept_apart_title_list",
        "kept_apart",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_kept_apart_trash",
        "kept_apart",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_table(
        "operation",
        sa.Column("id", ID, nullable=False),
        sa.Column("done_at", TEXT, nullable=False),
        sa.Column("done_by", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("record_type", TEXT, nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.BigInteger(), nullable=True),
        sa.Column("uid", TEXT, nullable=False),
        sa.Column("touched", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["undoes"], ["operation.id"], name=op.f("fk_operation_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sa.UniqueConstraint("uid", name=op.f("uq_operation_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_operation_done_at", "operation", ["done_at", "id"], unique=False)
    op.create_index("ix_operation_done_by", "operation", ["done_by", "done_at", "id"], unique=False)
    op.create_index("ix_operation_done_by_verb", "operation", ["done_by", "verb", "done_at", "id"], unique=False)
    op.create_index("ix_operation_own", "operation", ["done_by", "id"], unique=False)
    op.create_index(op.f("ix_operation_undoes"), "operation", ["undoes"], unique=False)
    op.create_index("ix_operation_verb", "operation", ["verb", "done_at", "id"], unique=False)
    op.create_table(
        "partnership",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("network_number", sa.BigInteger(), nullable=True),
        sa.Column("german_side", TEXT, nullable=False),
        sa.Column("ukrainian_side", TEXT, nullable=False),
        sa.Column("third_side", TEXT, nullable=False),
        sa.Column("region_german", TEXT, nullable=False),
        sa.Column("region_ukrainian", TEXT, nullable=False),
        sa.Column("partnership_level", TEXT, nullable=False),
        sa.Column("legal_form", TEXT, nullable=False),
        sa.Column("labels", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("since", TEXT, nullable=True),
        sa.Column("status_override", TEXT, nullable=False),
        sa.Column("status_reason", TEXT, nullable=False),
        sa.Column("valid_until", TEXT, nullable=True),
        sa.Column("unlimited", sa.Boolean(), nullable=False),
        sa.Column("review_due", TEXT, nullable=True),
        sa.Column("last_contact", TEXT, nullable=True),
        sa.Column("topics", TEXT, nullable=False),
        sa.Column("group", TEXT, nullable=False),
        sa.Column("brought_about_by", TEXT, nullable=False),
        sa.Column("initiative", TEXT, nullable=False),
        sa.Column("successor", sa.BigInteger(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("counts_reason", TEXT, nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("responsible", TEXT, nullable=False),
        sa.Column("summary_de", TEXT, nullable=False),
        sa.Column("summary_uk", TEXT, nullable=False),
        sa.Column("summary_en", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("verified_on", TEXT, nullable=True),
        sa.Column("verified_by", TEXT, nullable=False),
        sa.Column("remarks", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("german_side_key", TEXT, nullable=False),
        sa.Column("ukrainian_side_key", TEXT, nullable=False),
        sa.Column("third_side_key", TEXT, nullable=False),
        sa.Column("region_german_key", TEXT, nullable=False),
        sa.Column("region_ukrainian_key", TEXT, nullable=False),
        sa.Column("partnership_level_key", TEXT, nullable=False),
        sa.Column("legal_form_key", TEXT, nullable=False),
        sa.Column("status_key", TEXT, nullable=False),
        sa.Column("group_key", TEXT, nullable=False),
        sa.Column("responsible_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["successor"], ["partnership.id"], name=op.f("fk_partnership_successor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_partnership_changed_at_list",
        "partnership",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_partnership_changed_by_list",
        "partnership",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_created_at_list",
        "partnership",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_partnership_created_by_list",
        "partnership",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_filters",
        "partnership",
        [
            "id",
            "changed_at",
            "created_at",
            "labels",
            "last_contact",
            "legal_form",
            "network_number",
            "partnership_level",
            "review_due",
            "since",
            "status",
            "valid_until",
            "verified_on",
            "trashed_at",
        ],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_german_side_list",
        "partnership",
        ["german_side_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_group_list",
        "partnership",
        ["group_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_labels_list",
        "partnership",
        ["labels", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_last_contact_list",
        "partnership",
        ["last_contact", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"last_contact": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_partnership_legal_form_list",
        "partnership",
        ["legal_form_key", "id", "legal_form", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_network_number_list",
        "partnership",
        ["network_number", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"network_number": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_partnership_partnership_level_list",
        "partnership",
        ["partnership_level_key", "id", "partnership_level", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_region_german_list",
        "partnership",
        ["region_german_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_region_ukrainian_list",
        "partnership",
        ["region_ukrainian_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_responsible_list",
        "partnership",
        ["responsible_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_review_due_list",
        "partnership",
        ["review_due", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"review_due": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_partnership_since_list",
        "partnership",
        ["since", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"since": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_partnership_status_list",
        "partnership",
        ["status_key", "id", "status", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_partnership_successor_link", "partnership", ["successor", "trashed_at"], unique=False)
    op.create_index(
        "ix_partnership_third_side_list",
        "partnership",
        ["third_side_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_title_list",
        "partnership",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_trash",
        "partnership",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_partnership_ukrainian_side_list",
        "partnership",
        ["ukrainian_side_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_partnership_valid_until_list",
        "partnership",
        ["valid_until", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"valid_until": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_partnership_verified_on_list",
        "partnership",
        ["verified_on", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"verified_on": "ASC NULLS FIRST"},
    )
    op.create_index(
        "uq_partnership_network_number",
        "partnership",
        ["network_number"],
        unique=True,
        sqlite_where=sa.text("network_number IS NOT NULL"),
        postgresql_where=sa.text("network_number IS NOT NULL"),
    )
    op.create_table(
        "person",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("salutation", TEXT, nullable=False),
        sa.Column("academic_title", TEXT, nullable=False),
        sa.Column("given_name", TEXT, nullable=False),
        sa.Column("family_name", TEXT, nullable=False),
        sa.Column("patronymic", TEXT, nullable=False),
        sa.Column("given_name_uk", TEXT, nullable=False),
        sa.Column("family_name_uk", TEXT, nullable=False),
        sa.Column("patronymic_uk", TEXT, nullable=False),
        sa.Column("main_role", TEXT, nullable=False),
        sa.Column("main_email", TEXT, nullable=False),
        sa.Column("main_phone", TEXT, nullable=False),
        sa.Column("basis", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("informed_on", TEXT, nullable=True),
        sa.Column("consent_on", TEXT, nullable=True),
        sa.Column("review_due", TEXT, nullable=True),
        sa.Column("publish_name", sa.Boolean(), nullable=False),
        sa.Column("publish_contact", sa.Boolean(), nullable=False),
        sa.Column("publish_photo", sa.Boolean(), nullable=False),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("remarks", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("given_name_key", TEXT, nullable=False),
        sa.Column("family_name_key", TEXT, nullable=False),
        sa.Column("main_role_key", TEXT, nullable=False),
        sa.Column("main_email_key", TEXT, nullable=False),
        sa.Column("main_phone_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_person_changed_at_list",
        "person",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_person_changed_by_list",
        "person",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_created_at_list",
        "person",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_person_created_by_list",
        "person",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_family_name_list",
        "person",
        ["family_name_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_filters",
        "person",
        ["id", "changed_at", "created_at", "protected", "review_due", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_given_name_list",
        "person",
        ["given_name_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_main_email_list",
        "person",
        ["main_email_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_main_phone_list",
        "person",
        ["main_phone_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_main_role_list",
        "person",
        ["main_role_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_protected_list",
        "person",
        ["protected", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_review_due_list",
        "person",
        ["review_due", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"review_due": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_person_title_list",
        "person",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_person_trash",
        "person",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_table(
        "record_template",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("page", TEXT, nullable=False),
        sa.Column("definition", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("page_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_template")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_record_template_changed_at_list",
        "record_template",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_record_template_changed_by_list",
        "record_template",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_record_template_created_at_list",
        "record_template",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_record_template_created_by_list",
        "record_template",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_record_template_filters",
        "record_template",
        ["id", "changed_at", "created_at", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_record_template_name_list",
        "record_template",
        ["name_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_record_template_page_list",
        "record_template",
        ["page_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_record_template_title_list",
        "record_template",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_record_template_trash",
        "record_template",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("page", TEXT, nullable=False),
        sa.Column("definition", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("page_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_saved_view_changed_at_list",
        "saved_view",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_saved_view_changed_by_list",
        "saved_view",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_saved_view_created_at_list",
        "saved_view",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_saved_view_created_by_list",
        "saved_view",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_saved_view_filters",
        "saved_view",
        ["id", "changed_at", "created_at", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_saved_view_name_list",
        "saved_view",
        ["name_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_saved_view_page_list",
        "saved_view",
        ["page_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_saved_view_title_list",
        "saved_view",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_saved_view_trash",
        "saved_view",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_table(
        "territory",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name_de", TEXT, nullable=False),
        sa.Column("name_uk", TEXT, nullable=False),
        sa.Column("name_local", TEXT, nullable=False),
        sa.Column("name_latin", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=False),
        sa.Column("country", TEXT, nullable=False),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("code_system", TEXT, nullable=False),
        sa.Column("parent", sa.BigInteger(), nullable=True),
        sa.Column("district_de", TEXT, nullable=False),
        sa.Column("district_uk", TEXT, nullable=False),
        sa.Column("region_de", TEXT, nullable=False),
        sa.Column("region_uk", TEXT, nullable=False),
        sa.Column("population", sa.BigInteger(), nullable=True),
        sa.Column("population_date", TEXT, nullable=True),
        sa.Column("latitude", sa.BigInteger(), nullable=True),
        sa.Column("longitude", sa.BigInteger(), nullable=True),
        sa.Column("website", TEXT, nullable=False),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.Column("member_number", TEXT, nullable=False),
        sa.Column("member_since", TEXT, nullable=True),
        sa.Column("situation", TEXT, nullable=False),
        sa.Column("situation_date", TEXT, nullable=True),
        sa.Column("remarks", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("name_de_key", TEXT, nullable=False),
        sa.Column("name_uk_key", TEXT, nullable=False),
        sa.Column("name_latin_key", TEXT, nullable=False),
        sa.Column("country_key", TEXT, nullable=False),
        sa.Column("level_key", TEXT, nullable=False),
        sa.Column("kind_key", TEXT, nullable=False),
        sa.Column("code_key", TEXT, nullable=False),
        sa.Column("district_de_key", TEXT, nullable=False),
        sa.Column("region_de_key", TEXT, nullable=False),
        sa.Column("member_number_key", TEXT, nullable=False),
        sa.Column("situation_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["territory.id"], name=op.f("fk_territory_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_territory_changed_at_list",
        "territory",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_territory_changed_by_list",
        "territory",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_code_list",
        "territory",
        ["code_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_country_list",
        "territory",
        ["country_key", "id", "country", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_created_at_list",
        "territory",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_territory_created_by_list",
        "territory",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_district_de_list",
        "territory",
        ["district_de_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_filters",
        "territory",
        [
            "id",
            "changed_at",
            "country",
            "created_at",
            "kind",
            "level",
            "member",
            "population",
            "situation",
            "trashed_at",
        ],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_kind_list",
        "territory",
        ["kind_key", "id", "kind", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_level_list",
        "territory",
        ["level_key", "id", "level", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_member_list",
        "territory",
        ["member", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_member_number_list",
        "territory",
        ["member_number_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_name_de_list",
        "territory",
        ["name_de_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_name_latin_list",
        "territory",
        ["name_latin_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_name_uk_list",
        "territory",
        ["name_uk_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_territory_parent_link", "territory", ["parent", "trashed_at"], unique=False)
    op.create_index(
        "ix_territory_population_list",
        "territory",
        ["population", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"population": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_territory_region_de_list",
        "territory",
        ["region_de_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_situation_list",
        "territory",
        ["situation_key", "id", "situation", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_title_list",
        "territory",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_territory_trash",
        "territory",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_index(
        "uq_territory_code",
        "territory",
        ["code"],
        unique=True,
        sqlite_where=sa.text("code <> ''"),
        postgresql_where=sa.text("code <> ''"),
    )
    op.create_table(
        "activity",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("starts", TEXT, nullable=True),
        sa.Column("ends", TEXT, nullable=True),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("with_whom", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("participants_de", sa.BigInteger(), nullable=True),
        sa.Column("participants_ua", sa.BigInteger(), nullable=True),
        sa.Column("hours", sa.BigInteger(), nullable=True),
        sa.Column("result", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["partnership.id"], name=op.f("fk_activity_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_activity_owner", "activity", ["owner_id", "trashed_at", "position", "kind", "starts", "ends"], unique=False
    )
    op.create_table(
        "change",
        sa.Column("id", ID, nullable=False),
        sa.Column("operation_id", sa.BigInteger(), nullable=False),
        sa.Column("record_type", TEXT, nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("row_type", TEXT, nullable=False),
        sa.Column("row_id", sa.BigInteger(), nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("old", TEXT, nullable=True),
        sa.Column("new", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name=op.f("fk_change_operation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_change_operation_id"), "change", ["operation_id"], unique=False)
    op.create_index("ix_change_record", "change", ["record_type", "record_id", "operation_id"], unique=False)
    op.create_table(
        "code_value_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["code_value.id"], name=op.f("fk_code_value_search_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_value_search")),
        info={"letter_index": "code_value_search_letters"},
    )
    op.create_table(
        "contact_point",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("normalised", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_contact_point_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_contact_point_owner",
        "contact_point",
        ["owner_id", "trashed_at", "position", "kind", "purpose"],
        unique=False,
    )
    op.create_table(
        "kept_apart_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["kept_apart.id"], name=op.f("fk_kept_apart_search_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_apart_search")),
        info={"letter_index": "kept_apart_search_letters"},
    )
    op.create_table(
        "milestone",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("day", TEXT, nullable=True),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("paper_number", TEXT, nullable=False),
        sa.Column("votes_yes", sa.BigInteger(), nullable=True),
        sa.Column("votes_no", sa.BigInteger(), nullable=True),
        sa.Column("votes_abstain", sa.BigInteger(), nullable=True),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("remarks", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["partnership.id"], name=op.f("fk_milestone_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_milestone_owner", "milestone", ["owner_id", "trashed_at", "position", "kind", "day"], unique=False
    )
    op.create_table(
        "organisation",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name_de", TEXT, nullable=False),
        sa.Column("name_uk", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=False),
        sa.Column("short_name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("territory", sa.BigInteger(), nullable=True),
        sa.Column("parent", sa.BigInteger(), nullable=True),
        sa.Column("phone", TEXT, nullable=False),
        sa.Column("phone_normalised", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.Column("website", TEXT, nullable=False),
        sa.Column("edrpou", TEXT, nullable=False),
        sa.Column("recipient_number", TEXT, nullable=False),
        sa.Column("register_number", TEXT, nullable=False),
        sa.Column("vat_id", TEXT, nullable=False),
        sa.Column("eori", TEXT, nullable=False),
        sa.Column("account_holder", TEXT, nullable=False),
        sa.Column("iban", TEXT, nullable=False),
        sa.Column("bank", TEXT, nullable=False),
        sa.Column("remarks", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("name_de_key", TEXT, nullable=False),
        sa.Column("name_uk_key", TEXT, nullable=False),
        sa.Column("short_name_key", TEXT, nullable=False),
        sa.Column("kind_key", TEXT, nullable=False),
        sa.Column("territory_key", TEXT, nullable=False),
        sa.Column("phone_key", TEXT, nullable=False),
        sa.Column("email_key", TEXT, nullable=False),
        sa.Column("edrpou_key", TEXT, nullable=False),
        sa.Column("recipient_number_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["organisation.id"], name=op.f("fk_organisation_parent")),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name=op.f("fk_organisation_territory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_organisation_changed_at_list",
        "organisation",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_organisation_changed_by_list",
        "organisation",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_created_at_list",
        "organisation",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_organisation_created_by_list",
        "organisation",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_edrpou_list",
        "organisation",
        ["edrpou_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_email_list",
        "organisation",
        ["email_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_filters",
        "organisation",
        ["id", "changed_at", "created_at", "kind", "territory", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_kind_list",
        "organisation",
        ["kind_key", "id", "kind", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_name_de_list",
        "organisation",
        ["name_de_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_name_uk_list",
        "organisation",
        ["name_uk_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_organisation_parent_link", "organisation", ["parent", "trashed_at"], unique=False)
    op.create_index(
        "ix_organisation_phone_list",
        "organisation",
        ["phone_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_recipient_number_list",
        "organisation",
        ["recipient_number_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_short_name_list",
        "organisation",
        ["short_name_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_organisation_territory_link", "organisation", ["territory", "trashed_at"], unique=False)
    op.create_index(
        "ix_organisation_territory_list",
        "organisation",
        ["territory_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_title_list",
        "organisation",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_organisation_trash",
        "organisation",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_table(
        "partnership_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["partnership.id"], name=op.f("fk_partnership_search_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_search")),
        info={"letter_index": "partnership_search_letters"},
    )
    op.create_table(
        "partnership_twin",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["partnership.id"], name=op.f("fk_partnership_twin_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", "mark", name=op.f("pk_partnership_twin")),
    )
    op.create_index("ix_partnership_twin_mark", "partnership_twin", ["mark", "id"], unique=False)
    op.create_table(
        "person_language",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("language_level", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_person_language_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_language")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_person_language_owner",
        "person_language",
        ["owner_id", "trashed_at", "position", "language", "language_level"],
        unique=False,
    )
    op.create_table(
        "person_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["person.id"], name=op.f("fk_person_search_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_search")),
        info={"letter_index": "person_search_letters"},
    )
    op.create_table(
        "person_twin",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["person.id"], name=op.f("fk_person_twin_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", "mark", name=op.f("pk_person_twin")),
    )
    op.create_index("ix_person_twin_mark", "person_twin", ["mark", "id"], unique=False)
    op.create_table(
        "record_template_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["record_template.id"], name=op.f("fk_record_template_search_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_template_search")),
        info={"letter_index": "record_template_search_letters"},
    )
    op.create_table(
        "saved_view_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["saved_view.id"], name=op.f("fk_saved_view_search_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view_search")),
        info={"letter_index": "saved_view_search_letters"},
    )
    op.create_table(
        "territory_name",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("valid_from", TEXT, nullable=True),
        sa.Column("valid_to", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["territory.id"], name=op.f("fk_territory_name_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_territory_name_owner",
        "territory_name",
        ["owner_id", "trashed_at", "position", "kind", "valid_from", "valid_to"],
        unique=False,
    )
    op.create_table(
        "territory_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["territory.id"], name=op.f("fk_territory_search_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory_search")),
        info={"letter_index": "territory_search_letters"},
    )
    op.create_table(
        "territory_twin",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["territory.id"], name=op.f("fk_territory_twin_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", "mark", name=op.f("pk_territory_twin")),
    )
    op.create_index("ix_territory_twin_mark", "territory_twin", ["mark", "id"], unique=False)
    op.create_table(
        "address",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("street", TEXT, nullable=False),
        sa.Column("postal_code", TEXT, nullable=False),
        sa.Column("city", TEXT, nullable=False),
        sa.Column("country", TEXT, nullable=False),
        sa.Column("lines_uk", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_address_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_address_owner", "address", ["owner_id", "trashed_at", "position", "kind", "country"], unique=False
    )
    op.create_table(
        "delivery",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("donor_names", TEXT, nullable=False),
        sa.Column("recipient_name", TEXT, nullable=False),
        sa.Column("recipient", sa.BigInteger(), nullable=True),
        sa.Column("recipient_organisation", sa.BigInteger(), nullable=True),
        sa.Column("recipient_text", TEXT, nullable=False),
        sa.Column("partnership", sa.BigInteger(), nullable=True),
        sa.Column("need", TEXT, nullable=False),
        sa.Column("funding", TEXT, nullable=False),
        sa.Column("handed_over", TEXT, nullable=True),
        sa.Column("item_count", sa.BigInteger(), nullable=True),
        sa.Column("total_value", sa.BigInteger(), nullable=True),
        sa.Column("total_currency", TEXT, nullable=False),
        sa.Column("total_kind", TEXT, nullable=False),
        sa.Column("total_values", TEXT, nullable=False),
        sa.Column("total_weight", sa.BigInteger(), nullable=True),
        sa.Column("volume", sa.BigInteger(), nullable=True),
        sa.Column("packages", sa.BigInteger(), nullable=True),
        sa.Column("pallets", sa.BigInteger(), nullable=True),
        sa.Column("carrier", sa.BigInteger(), nullable=True),
        sa.Column("vehicle", TEXT, nullable=False),
        sa.Column("transport_text", TEXT, nullable=False),
        sa.Column("driver", TEXT, nullable=False),
        sa.Column("border_crossing", TEXT, nullable=False),
        sa.Column("departed", TEXT, nullable=True),
        sa.Column("at_border", TEXT, nullable=True),
        sa.Column("arrived", TEXT, nullable=True),
        sa.Column("mrn", TEXT, nullable=False),
        sa.Column("exit_office", TEXT, nullable=False),
        sa.Column("declaration_codes", TEXT, nullable=False),
        sa.Column("cleared", TEXT, nullable=True),
        sa.Column("report_due", TEXT, nullable=True),
        sa.Column("reported", TEXT, nullable=True),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("remarks", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("number_key", TEXT, nullable=False),
        sa.Column("subject_key", TEXT, nullable=False),
        sa.Column("content_key", TEXT, nullable=False),
        sa.Column("kind_key", TEXT, nullable=False),
        sa.Column("status_key", TEXT, nullable=False),
        sa.Column("donor_names_key", TEXT, nullable=False),
        sa.Column("recipient_name_key", TEXT, nullable=False),
        sa.Column("partnership_key", TEXT, nullable=False),
        sa.Column("funding_key", TEXT, nullable=False),
        sa.Column("total_currency_key", TEXT, nullable=False),
        sa.Column("total_kind_key", TEXT, nullable=False),
        sa.Column("total_values_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["carrier"], ["organisation.id"], name=op.f("fk_delivery_carrier")),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_delivery_partnership")),
        sa.ForeignKeyConstraint(["recipient"], ["territory.id"], name=op.f("fk_delivery_recipient")),
        sa.ForeignKeyConstraint(
            ["recipient_organisation"], ["organisation.id"], name=op.f("fk_delivery_recipient_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_delivery_arrived_list",
        "delivery",
        ["arrived", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"arrived": "ASC NULLS FIRST"},
    )
    op.create_index("ix_delivery_carrier_link", "delivery", ["carrier", "trashed_at"], unique=False)
    op.create_index(
        "ix_delivery_changed_at_list",
        "delivery",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_changed_by_list",
        "delivery",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_cleared_list",
        "delivery",
        ["cleared", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"cleared": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_content_list",
        "delivery",
        ["content_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_created_at_list",
        "delivery",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_created_by_list",
        "delivery",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_departed_list",
        "delivery",
        ["departed", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"departed": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_donor_names_list",
        "delivery",
        ["donor_names_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_filters",
        "delivery",
        [
            "id",
            "arrived",
            "changed_at",
            "cleared",
            "created_at",
            "departed",
            "handed_over",
            "item_count",
            "kind",
            "partnership",
            "report_due",
            "reported",
            "status",
            "total_currency",
            "total_kind",
            "total_value",
            "total_weight",
            "trashed_at",
        ],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_funding_list",
        "delivery",
        ["funding_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_handed_over_list",
        "delivery",
        ["handed_over", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"handed_over": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_item_count_list",
        "delivery",
        ["item_count", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"item_count": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_kind_list",
        "delivery",
        ["kind_key", "id", "kind", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_number_list",
        "delivery",
        ["number_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_delivery_partnership_link", "delivery", ["partnership", "trashed_at"], unique=False)
    op.create_index(
        "ix_delivery_partnership_list",
        "delivery",
        ["partnership_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_delivery_recipient_link", "delivery", ["recipient", "trashed_at"], unique=False)
    op.create_index(
        "ix_delivery_recipient_name_list",
        "delivery",
        ["recipient_name_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_recipient_organisation_link", "delivery", ["recipient_organisation", "trashed_at"], unique=False
    )
    op.create_index(
        "ix_delivery_report_due_list",
        "delivery",
        ["report_due", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"report_due": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_reported_list",
        "delivery",
        ["reported", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"reported": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_status_list",
        "delivery",
        ["status_key", "id", "status", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_subject_list",
        "delivery",
        ["subject_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_title_list",
        "delivery",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_total_currency_list",
        "delivery",
        ["total_currency_key", "id", "total_currency", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_total_kind_list",
        "delivery",
        ["total_kind_key", "id", "total_kind", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_total_value_list",
        "delivery",
        ["total_value", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"total_value": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_total_values_list",
        "delivery",
        ["total_values_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_total_weight_list",
        "delivery",
        ["total_weight", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"total_weight": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_trash",
        "delivery",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_index(
        "uq_delivery_number",
        "delivery",
        ["number"],
        unique=True,
        sqlite_where=sa.text("number <> ''"),
        postgresql_where=sa.text("number <> ''"),
    )
    op.create_table(
        "organisation_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["organisation.id"], name=op.f("fk_organisation_search_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_search")),
        info={"letter_index": "organisation_search_letters"},
    )
    op.create_table(
        "organisation_twin",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["organisation.id"], name=op.f("fk_organisation_twin_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", "mark", name=op.f("pk_organisation_twin")),
    )
    op.create_index("ix_organisation_twin_mark", "organisation_twin", ["mark", "id"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("territory", sa.BigInteger(), nullable=True),
        sa.Column("organisation", sa.BigInteger(), nullable=True),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("joined", TEXT, nullable=True),
        sa.Column("left", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_party_organisation")),
        sa.ForeignKeyConstraint(["owner_id"], ["partnership.id"], name=op.f("fk_party_owner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name=op.f("fk_party_territory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_party_organisation_link", "party", ["organisation", "trashed_at"], unique=False)
    op.create_index(
        "ix_party_owner",
        "party",
        ["owner_id", "trashed_at", "position", "side", "territory", "organisation", "role", "joined", "left"],
        unique=False,
    )
    op.create_index("ix_party_territory_link", "party", ["territory", "trashed_at"], unique=False)
    op.create_table(
        "role",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("function", TEXT, nullable=False),
        sa.Column("function_text", TEXT, nullable=False),
        sa.Column("territory", sa.BigInteger(), nullable=True),
        sa.Column("organisation", sa.BigInteger(), nullable=True),
        sa.Column("partnership", sa.BigInteger(), nullable=True),
        sa.Column("since", TEXT, nullable=True),
        sa.Column("until", TEXT, nullable=True),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_role_organisation")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_role_owner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_role_partnership")),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name=op.f("fk_role_territory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_role_organisation_link", "role", ["organisation", "trashed_at"], unique=False)
    op.create_index(
        "ix_role_owner",
        "role",
        [
            "owner_id",
            "trashed_at",
            "position",
            "function",
            "territory",
            "organisation",
            "partnership",
            "since",
            "until",
        ],
        unique=False,
    )
    op.create_index("ix_role_partnership_link", "role", ["partnership", "trashed_at"], unique=False)
    op.create_index("ix_role_territory_link", "role", ["territory", "trashed_at"], unique=False)
    op.create_table(
        "beneficiary",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.BigInteger(), nullable=True),
        sa.Column("territory", sa.BigInteger(), nullable=True),
        sa.Column("name_text", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_beneficiary_organisation")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["delivery.id"], name=op.f("fk_beneficiary_owner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name=op.f("fk_beneficiary_territory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beneficiary")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_beneficiary_organisation_link", "beneficiary", ["organisation", "trashed_at"], unique=False)
    op.create_index(
        "ix_beneficiary_owner",
        "beneficiary",
        ["owner_id", "trashed_at", "position", "organisation", "territory"],
        unique=False,
    )
    op.create_index("ix_beneficiary_territory_link", "beneficiary", ["territory", "trashed_at"], unique=False)
    op.create_table(
        "delivery_item",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", TEXT, nullable=False),
        sa.Column("name_de", TEXT, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("condition", TEXT, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("value_kind", TEXT, nullable=False),
        sa.Column("name_uk", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=False),
        sa.Column("hs_code", TEXT, nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=True),
        sa.Column("expiry", TEXT, nullable=True),
        sa.Column("batch", TEXT, nullable=False),
        sa.Column("export_control", TEXT, nullable=False),
        sa.Column("package", TEXT, nullable=False),
        sa.Column("received_quantity", sa.BigInteger(), nullable=True),
        sa.Column("difference_reason", TEXT, nullable=False),
        sa.Column("device_manufacturer", TEXT, nullable=False),
        sa.Column("device_model", TEXT, nullable=False),
        sa.Column("device_serial", TEXT, nullable=False),
        sa.Column("device_year", sa.BigInteger(), nullable=True),
        sa.Column("device_emdn", TEXT, nullable=False),
        sa.Column("device_ce", sa.Boolean(), nullable=False),
        sa.Column("device_last_check", TEXT, nullable=True),
        sa.Column("device_next_check", TEXT, nullable=True),
        sa.Column("device_voltage", TEXT, nullable=False),
        sa.Column("device_plug", TEXT, nullable=False),
        sa.Column("device_manuals", TEXT, nullable=False),
        sa.Column("device_accessories", TEXT, nullable=False),
        sa.Column("device_data_erased", sa.Boolean(), nullable=False),
        sa.Column("vehicle_make", TEXT, nullable=False),
        sa.Column("vehicle_model", TEXT, nullable=False),
        sa.Column("vehicle_vin", TEXT, nullable=False),
        sa.Column("vehicle_registered", TEXT, nullable=True),
        sa.Column("vehicle_mileage", sa.BigInteger(), nullable=True),
        sa.Column("vehicle_papers", TEXT, nullable=False),
        sa.Column("remarks", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("category_key", TEXT, nullable=False),
        sa.Column("name_de_key", TEXT, nullable=False),
        sa.Column("unit_key", TEXT, nullable=False),
        sa.Column("condition_key", TEXT, nullable=False),
        sa.Column("currency_key", TEXT, nullable=False),
        sa.Column("value_kind_key", TEXT, nullable=False),
        sa.Column("name_uk_key", TEXT, nullable=False),
        sa.Column("hs_code_key", TEXT, nullable=False),
        sa.Column("batch_key", TEXT, nullable=False),
        sa.Column("device_serial_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["delivery.id"], name=op.f("fk_delivery_item_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_delivery_item_batch_list",
        "delivery_item",
        ["batch_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_category_list",
        "delivery_item",
        ["category_key", "id", "category", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_condition_list",
        "delivery_item",
        ["condition_key", "id", "condition", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_currency_list",
        "delivery_item",
        ["currency_key", "id", "currency", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_device_serial_list",
        "delivery_item",
        ["device_serial_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_expiry_list",
        "delivery_item",
        ["expiry", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"expiry": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_item_filters",
        "delivery_item",
        [
            "id",
            "category",
            "condition",
            "currency",
            "expiry",
            "quantity",
            "received_quantity",
            "unit",
            "value",
            "value_kind",
            "weight",
            "trashed_at",
        ],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_hs_code_list",
        "delivery_item",
        ["hs_code_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_name_de_list",
        "delivery_item",
        ["name_de_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_name_uk_list",
        "delivery_item",
        ["name_uk_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_owner",
        "delivery_item",
        ["owner_id", "trashed_at", "position", "category", "unit", "condition", "currency", "value_kind", "expiry"],
        unique=False,
    )
    op.create_index(
        "ix_delivery_item_quantity_list",
        "delivery_item",
        ["quantity", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"quantity": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_item_received_quantity_list",
        "delivery_item",
        ["received_quantity", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"received_quantity": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_item_title_list",
        "delivery_item",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_trash",
        "delivery_item",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_delivery_item_unit_list",
        "delivery_item",
        ["unit_key", "id", "unit", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_value_kind_list",
        "delivery_item",
        ["value_kind_key", "id", "value_kind", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_delivery_item_value_list",
        "delivery_item",
        ["value", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"value": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_delivery_item_weight_list",
        "delivery_item",
        ["weight", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"weight": "ASC NULLS FIRST"},
    )
    op.create_table(
        "delivery_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["delivery.id"], name=op.f("fk_delivery_search_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_search")),
        info={"letter_index": "delivery_search_letters"},
    )
    op.create_table(
        "delivery_twin",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["delivery.id"], name=op.f("fk_delivery_twin_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", "mark", name=op.f("pk_delivery_twin")),
    )
    op.create_index("ix_delivery_twin_mark", "delivery_twin", ["mark", "id"], unique=False)
    op.create_table(
        "donor",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("territory", sa.BigInteger(), nullable=True),
        sa.Column("organisation", sa.BigInteger(), nullable=True),
        sa.Column("share", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_donor_organisation")),
        sa.ForeignKeyConstraint(["owner_id"], ["delivery.id"], name=op.f("fk_donor_owner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name=op.f("fk_donor_territory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_donor_organisation_link", "donor", ["organisation", "trashed_at"], unique=False)
    op.create_index(
        "ix_donor_owner", "donor", ["owner_id", "trashed_at", "position", "territory", "organisation"], unique=False
    )
    op.create_index("ix_donor_territory_link", "donor", ["territory", "trashed_at"], unique=False)
    op.create_table(
        "status_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("day", TEXT, nullable=True),
        sa.Column("remark", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["delivery.id"], name=op.f("fk_status_change_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_status_change_owner", "status_change", ["owner_id", "trashed_at", "position", "status", "day"], unique=False
    )
    op.create_table(
        "task",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=True),
        sa.Column("done", TEXT, nullable=True),
        sa.Column("responsible", TEXT, nullable=False),
        sa.Column("partnership", sa.BigInteger(), nullable=True),
        sa.Column("delivery", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("organisation", sa.BigInteger(), nullable=True),
        sa.Column("territory", sa.BigInteger(), nullable=True),
        sa.Column("remarks", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("subject_key", TEXT, nullable=False),
        sa.Column("responsible_key", TEXT, nullable=False),
        sa.Column("partnership_key", TEXT, nullable=False),
        sa.Column("delivery_key", TEXT, nullable=False),
        sa.Column("person_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["delivery"], ["delivery.id"], name=op.f("fk_task_delivery")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_task_organisation")),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_task_partnership")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_task_person")),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name=op.f("fk_task_territory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_task_changed_at_list",
        "task",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_task_changed_by_list",
        "task",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_task_created_at_list",
        "task",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_task_created_by_list",
        "task",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_task_delivery_link", "task", ["delivery", "trashed_at"], unique=False)
    op.create_index(
        "ix_task_delivery_list",
        "task",
        ["delivery_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_task_done_list",
        "task",
        ["done", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"done": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_task_due_list",
        "task",
        ["due", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"due": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_task_filters",
        "task",
        ["id", "changed_at", "created_at", "delivery", "done", "due", "partnership", "person", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_task_organisation_link", "task", ["organisation", "trashed_at"], unique=False)
    op.create_index("ix_task_partnership_link", "task", ["partnership", "trashed_at"], unique=False)
    op.create_index(
        "ix_task_partnership_list",
        "task",
        ["partnership_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_task_person_link", "task", ["person", "trashed_at"], unique=False)
    op.create_index(
        "ix_task_person_list",
        "task",
        ["person_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_task_responsible_list",
        "task",
        ["responsible_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_task_subject_list",
        "task",
        ["subject_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_task_territory_link", "task", ["territory", "trashed_at"], unique=False)
    op.create_index(
        "ix_task_title_list",
        "task",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_task_trash",
        "task",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_table(
        "attachment",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("remark", TEXT, nullable=False),
        sa.Column("milestone", sa.BigInteger(), nullable=True),
        sa.Column("partnership", sa.BigInteger(), nullable=True),
        sa.Column("delivery", sa.BigInteger(), nullable=True),
        sa.Column("organisation", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("territory", sa.BigInteger(), nullable=True),
        sa.Column("task", sa.BigInteger(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("belongs_to", TEXT, nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("remark_key", TEXT, nullable=False),
        sa.Column("belongs_to_key", TEXT, nullable=False),
        sa.Column("media_type_key", TEXT, nullable=False),
        sa.Column("title_key", TEXT, nullable=False),
        sa.Column("created_by_key", TEXT, nullable=False),
        sa.Column("changed_by_key", TEXT, nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["delivery"], ["delivery.id"], name=op.f("fk_attachment_delivery")),
        sa.ForeignKeyConstraint(["milestone"], ["milestone.id"], name=op.f("fk_attachment_milestone")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_attachment_organisation")),
        sa.ForeignKeyConstraint(["partnership"], ["partnership.id"], name=op.f("fk_attachment_partnership")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_attachment_person")),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_attachment_task")),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name=op.f("fk_attachment_territory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_attachment_belongs_to_list",
        "attachment",
        ["belongs_to_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_attachment_changed_at_list",
        "attachment",
        ["changed_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"changed_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_attachment_changed_by_list",
        "attachment",
        ["changed_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_attachment_created_at_list",
        "attachment",
        ["created_at", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"created_at": "ASC NULLS FIRST"},
    )
    op.create_index(
        "ix_attachment_created_by_list",
        "attachment",
        ["created_by_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_attachment_delivery_link", "attachment", ["delivery", "trashed_at"], unique=False)
    op.create_index(
        "ix_attachment_filters",
        "attachment",
        ["id", "changed_at", "created_at", "size", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_attachment_media_type_list",
        "attachment",
        ["media_type_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_attachment_milestone_link", "attachment", ["milestone", "trashed_at"], unique=False)
    op.create_index(
        "ix_attachment_name_list",
        "attachment",
        ["name_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index("ix_attachment_organisation_link", "attachment", ["organisation", "trashed_at"], unique=False)
    op.create_index("ix_attachment_partnership_link", "attachment", ["partnership", "trashed_at"], unique=False)
    op.create_index("ix_attachment_person_link", "attachment", ["person", "trashed_at"], unique=False)
    op.create_index(
        "ix_attachment_remark_list",
        "attachment",
        ["remark_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_attachment_size_list",
        "attachment",
        ["size", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={"size": "ASC NULLS FIRST"},
    )
    op.create_index("ix_attachment_task_link", "attachment", ["task", "trashed_at"], unique=False)
    op.create_index("ix_attachment_territory_link", "attachment", ["territory", "trashed_at"], unique=False)
    op.create_index(
        "ix_attachment_title_list",
        "attachment",
        ["title_key", "id", "trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
        postgresql_ops={},
    )
    op.create_index(
        "ix_attachment_trash",
        "attachment",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
        postgresql_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_table(
        "delivery_item_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["delivery_item.id"], name=op.f("fk_delivery_item_search_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_item_search")),
        info={"letter_index": "delivery_item_search_letters"},
    )
    op.create_table(
        "task_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["task.id"], name=op.f("fk_task_search_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_search")),
        info={"letter_index": "task_search_letters"},
    )
    op.create_table(
        "attachment_search",
        sa.Column("id", ID, nullable=False),
        sa.Column("trashed_at", TEXT, nullable=True),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["attachment.id"], name=op.f("fk_attachment_search_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_search")),
        info={"letter_index": "attachment_search_letters"},
    )

    if op.get_bind().dialect.name == "sqlite":
        for words in (
            "attachment_search",
            "code_value_search",
            "delivery_item_search",
            "delivery_search",
            "kept_apart_search",
            "organisation_search",
            "partnership_search",
            "person_search",
            "record_template_search",
            "saved_view_search",
            "task_search",
            "territory_search",
        ):
            op.execute(
                f"CREATE VIRTUAL TABLE {words}_letters USING fts5 (words, content='{words}', content_rowid='id', tokenize='trigram case_sensitive 1')"
            )
            op.execute(
                f"CREATE TRIGGER {words}_letters_new AFTER INSERT ON {words} BEGIN INSERT INTO {words}_letters (rowid, words) VALUES (new.id, new.words); END"
            )
            op.execute(
                f"CREATE TRIGGER {words}_letters_gone AFTER DELETE ON {words} BEGIN INSERT INTO {words}_letters ({words}_letters, rowid, words) VALUES ('delete', old.id, old.words); END"
            )
            op.execute(
                f"CREATE TRIGGER {words}_letters_changed AFTER UPDATE OF id, words ON {words} WHEN old.words IS NOT new.words OR old.id IS NOT new.id BEGIN INSERT INTO {words}_letters ({words}_letters, rowid, words) VALUES ('delete', old.id, old.words); INSERT INTO {words}_letters (rowid, words) VALUES (new.id, new.words); END"
            )
