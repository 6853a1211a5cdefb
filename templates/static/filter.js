/*
 * A long list to choose from, made shorter by what is typed beside it. Only on pages with such a list; without this file the
 * list is there whole.
 */
(function () {
	"use strict";
	const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
	document.querySelectorAll("[data-filter]").forEach(input => {
		const select = document.getElementById(input.dataset.filter);
		const groups = [...select.querySelectorAll("optgroup")].map(group => [group, [...group.children]]);
		input.hidden = false;
		input.addEventListener("input", () => {
			const word = plain(input.value.trim());
			groups.forEach(([group, options]) => {
				group.replaceChildren(...options.filter(option => option.selected || plain(option.text + option.value).includes(word)));
				group.hidden = !group.children.length;
			});
			select.size = word ? 8 : 1;
		});
		input.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); select.focus(); } });
	});
})();
