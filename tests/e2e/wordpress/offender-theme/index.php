<!DOCTYPE html>
<html <?php language_attributes(); ?>>
<head><meta charset="utf-8"><?php wp_head(); ?></head>
<body>
<p>Offenders</p>
<?php
if ( 'late' === ( $_GET['theme'] ?? '' ) ) {
	echo $colours['background'];
	echo '<input value="' . $colour . '">';
}
wp_footer();
?>
</body>
</html>
