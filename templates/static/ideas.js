/*
 * Ideas in the browser: votes without a reload, and what is like a title while it is typed. Without this file a vote is
 * a form and what is similar is a step of its own.
 */
(function () {
	"use strict";
	const doc = document;
	const make = (tag, props, ...children) => {
		const element = Object.assign(doc.createElement(tag), props);
		element.append(...children);
		return element;
	};
	const own = url => {
		try { return new URL(url, location.href).origin === location.origin ? url : "#"; } catch (e) { return "#"; }
	};

	/* A vote that was sent leads to a page where the same box stands with what it says now: that one takes its place.
	   A form's token works once; what was made here shares one, which is taken from the newest box. */
	function vote(form, button) {
		const data = new URLSearchParams(new FormData(form)), plainly = () => {
			form.append(make("input", { type: "hidden", name: button.name, value: button.value }));
			form.submit();
		};
		data.append(button.name, button.value);
		button.setAttribute("aria-disabled", "true");
		fetch(form.action, { method: "POST", body: data }).then(answer => answer.ok ? answer.text() : Promise.reject(answer)).then(text => {
			const page = new DOMParser().parseFromString(text, "text/html"), fresh = page.getElementById(form.id);
			if (!fresh || !fresh.matches("form")) return plainly();
			const box = doc.importNode(fresh, true);
			box.elements.next.value = form.elements.next.value;
			form.replaceWith(box);
			doc.querySelectorAll("#similar form").forEach(other => { other.elements.token.value = box.elements.token.value; });
			box.querySelector("button").focus();
		}).catch(plainly);
	}
	/* Before the page's own script sees it */
	doc.addEventListener("submit", event => {
		const form = event.target, button = event.submitter;
		if (!("live" in form.dataset) || !button) return;
		event.preventDefault();
		event.stopPropagation();
		if (form.dataset.busy) return;
		form.dataset.busy = "1";
		vote(form, button);
	}, true);

	function similar(input) {
		const box = doc.getElementById("similar"), words = input.dataset;
		let timer, running;
		const row = item => {
			const id = (item.url.match(/\/(\d+)$/) || [])[1], text = make("div", { className: "row-main" },
				make("a", { className: "row-title", href: own(item.url), dir: "auto", textContent: item.title }),
				make("span", { className: "muted", textContent: item.note || "" }));
			const line = make("div", { className: "row-link idea" }, text);
			if (words.token && id) {
				const button = make("button", { className: "btn", type: "submit", name: "vote", value: "yes" }, words.vote,
					make("span", { className: "hidden", textContent: ": " + item.title }));
				const form = make("form", { className: "votes", id: "vote-" + id, method: "post", action: own(item.url + "/vote") },
					make("input", { type: "hidden", name: "token", value: words.token }),
					make("input", { type: "hidden", name: "next", value: item.url }), button);
				form.dataset.live = "";
				line.append(form);
			}
			return make("li", {}, line);
		};
		const show = answer => {
			const items = answer && answer.items || [];
			box.replaceChildren();
			box.className = items.length ? "panel topped" : "";
			if (items.length) box.append(make("h2", { textContent: words.heading }), make("ul", { className: "rows" }, ...items.map(row)));
		};
		const ask = () => {
			const text = input.value.trim();
			clearTimeout(timer);
			if (running) running.abort();
			if (text.length < 2) return show(null);
			timer = setTimeout(() => {
				running = new AbortController();
				fetch(words.similar + "?q=" + encodeURIComponent(text), { signal: running.signal, headers: { Accept: "application/json" } })
					.then(answer => answer.ok ? answer.json() : null).then(show, () => {});
			}, 150);
		};
		input.addEventListener("input", ask);
		ask();
	}
	doc.querySelectorAll("[data-similar]").forEach(similar);
})();
