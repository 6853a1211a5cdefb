/* What answers a ticket's subject, or was asked or proposed before, while it is typed: data-answers, after portico.js. */
(function () {
	"use strict";
	const { parts, $, make, icon, own, asker, about } = window.portico;
	const answers = parts["[data-answers]"] = input => {
		const box = $("#answers"), words = input.dataset;
		const ask = asker(words.answers, answer => {
			const items = answer && answer.items || [];
			box.replaceChildren();
			box.classList.toggle("panel", items.length > 0);
			if (!items.length) return;
			const list = make("ul", { className: "plain" });
			items.forEach(item => {
				const li = make("li", {}, make("div", {}, make("a", { href: own(item.url), target: "_blank", rel: "noopener", dir: "auto" },
					item.title, make("span", { className: "hidden", textContent: " (" + words.newTab + ")" })), about(item)));
				list.append(li);
				if (!words.solved || !item.id) return;
				const button = make("button", { type: "submit", className: "btn", name: item.kind, value: item.id }, icon("check"), words.solved);
				button.setAttribute("form", "solved");
				li.append(button);
			});
			box.append(make("h2", { textContent: words.heading }), list);
		});
		input.addEventListener("input", () => ask(input.value));
		ask(input.value);
	};
	document.querySelectorAll("[data-answers]").forEach(answers);
})();
