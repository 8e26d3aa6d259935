"""Names that WordPress core itself announces as deprecated and that are no functions (6.0 to 7.2: calls of
``apply_filters_deprecated``, ``do_action_deprecated`` and ``_deprecated_class`` in wp-includes and wp-admin)."""

from __future__ import annotations

HOOKS = frozenset(
    [
        "add_category_form_pre",
        "add_link_category_form_pre",
        "add_tag_form",
        "add_tag_form_pre",
        "allowed_block_types",
        "block_categories",
        "block_editor_preload_paths",
        "block_editor_settings",
        "blog_details",
        "contextual_help",
        "contextual_help_list",
        "dbx_post_advanced",
        "default_contextual_help",
        "delete_blog",
        "deleted_blog",
        "edit_category_form",
        "edit_category_form_fields",
        "edit_category_form_pre",
        "edit_link_category_form",
        "edit_link_category_form_fields",
        "edit_link_category_form_pre",
        "edit_tag_form",
        "edit_tag_form_fields",
        "edit_tag_form_pre",
        "htmledit_pre",
        "http_api_transports",
        "image_edit_before_change",
        "image_save_pre",
        "login_headertitle",
        "media_buttons_context",
        "private_to_published",
        "pub_priv_sql_capability",
        "query_string",
        "refresh_blog_details",
        "rest_enabled",
        "retreive_password",
        "rewrite_rules",
        "richedit_pre",
        "setted_site_transient",
        "setted_transient",
        "signup_create_blog_meta",
        "tag_rewrite_rules",
        "tagsperpage",
        "user_confirmed_action_email_content",
        "user_erasure_complete_email_headers",
        "user_erasure_complete_email_subject",
        "whitelist_options",
        "wp_blacklist_check",
        "wp_get_default_privacy_policy_content",
        "wp_save_image_file",
        "wpmu_new_blog",
    ]
)
"""Hooks."""
CLASSES = frozenset(["WP_User_Search"])
"""Classes."""
