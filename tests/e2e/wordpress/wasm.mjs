// node wasm.mjs VERSION SITE FOLDER INI OFFENCE...: a WordPress site on another PHP, one request for each offence.
import { readFileSync } from 'node:fs';
import { PHP, setPhpIniEntries } from '@php-wasm/universal';
import { createNodeFsMountHandler, loadNodeRuntime, withNetworking } from '@php-wasm/node';

const [version, site, folder, settings, ...offences] = process.argv.slice(2);
for (const offence of offences) {
	const options = await withNetworking({ processId: 1 });
	const php = new PHP(await loadNodeRuntime(version, { emscriptenOptions: options }));
	for (const path of [site, folder, import.meta.dirname]) {
		php.mkdir(path);
		await php.mount(path, createNodeFsMountHandler(path));
	}
	await setPhpIniEntries(php, JSON.parse(readFileSync(settings, 'utf8')));
	try {
		await php.run({
			scriptPath: `${site}/index.php`,
			relativeUri: `/?${offence}`,
			$_SERVER: { REQUEST_URI: `/?${offence}`, QUERY_STRING: offence, HTTP_HOST: 'localhost' },
		});
	} catch (error) {
		if (!error.response) {
			throw error;
		}
	}
}
process.exit(0);
