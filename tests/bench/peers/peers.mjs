/* Other programs beside the portal: each is a file of this folder with the name that PEERS says. */
export async function comparePeers(stand, names, options) {
	const found = [];
	for (const name of names) {
		const { comparePeer } = await import(`./${name}.mjs`);
		options.say(`${stand.scale}: beside ${name}`);
		found.push(await comparePeer(stand, options));
	}
	return found;
}
