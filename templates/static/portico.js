/*
 * Portico in the browser. Every page works without this file; it only makes some of them quicker to use.
 * Words come from data- attributes that the templates translate. No framework, no inline code, our own host only.
 */
(function () {
	"use strict";
	const doc = document, root = doc.documentElement;
	const $ = (selector, from) => (from || doc).querySelector(selector);
	const $$ = (selector, from) => [...(from || doc).querySelectorAll(selector)];
	const make = (tag, props, ...children) => {
		const element = Object.assign(doc.createElement(tag), props);
		element.append(...children);
		return element;
	};
	const box = storage => ({
		get(key) { try { return storage().getItem(key); } catch (e) { return null; } },
		set(key, value) {
			try { value ? storage().setItem(key, value) : storage().removeItem(key); } catch (e) { /* blocked or full */ }
		},
	});
	const store = box(() => localStorage), tab = box(() => sessionStorage);
	const icon = name => {
		const sprite = $("svg.icon use").getAttribute("href").split("#")[0];
		const svg = doc.createElementNS("http://www.w3.org/2000/svg", "svg");
		const use = doc.createElementNS("http://www.w3.org/2000/svg", "use");
		svg.setAttribute("class", "icon");
		svg.setAttribute("aria-hidden", "true");
		use.setAttribute("href", sprite + "#" + name);
		svg.append(use);
		return svg;
	};
	/* Only paths of this site: the answers are ours, yet a link is checked where it is made. */
	const own = url => /^\/\w/.test(url) ? url : "#";
	/* The language chosen here is the one that an address without a language leads to next time. */
	$$("a[hreflang]").forEach(a => a.addEventListener("click", () => {
		const safe = location.protocol === "https:";
		doc.cookie = (safe ? "__Host-" : "") + "portico_lang=" + a.hreflang + ";path=/;max-age=31536000;samesite=lax" + (safe ? ";secure" : "");
	}));
	/* Calls show(answer) for the newest text only, 150 ms after the last key. */
	const asker = (url, show) => {
		let timer, running;
		return text => {
			clearTimeout(timer);
			if (running) running.abort();
			if (text.trim().length < 2) return show(null);
			timer = setTimeout(() => {
				running = new AbortController();
				fetch(url + (url.includes("?") ? "&" : "?") + "q=" + encodeURIComponent(text.trim()),
					{ signal: running.signal, headers: { Accept: "application/json" } })
					.then(answer => answer.ok ? answer.json() : null)
					.then(show, () => {});
			}, 150);
		};
	};

	/* What it is and where it stands */
	const about = item => make("span", { className: "muted about", dir: "auto" }, icon(item.icon), item.crumb);

	/* Search suggestions: the ARIA combobox with a list */
	function suggest(input) {
		const list = make("ul", { id: input.id + "-list", className: "suggest", hidden: true });
		let at = -1;
		list.setAttribute("role", "listbox");
		list.setAttribute("aria-label", input.labels[0].textContent);
		Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })
			.forEach(([name, value]) => input.setAttribute(name, value));
		input.after(list);
		const open = yes => {
			list.hidden = !yes;
			input.setAttribute("aria-expanded", yes);
			if (!yes) mark(-1);
		};
		const mark = index => {
			at = index;
			[...list.children].forEach((li, i) => li.setAttribute("aria-selected", i === at));
			if (at < 0) return input.removeAttribute("aria-activedescendant");
			input.setAttribute("aria-activedescendant", list.children[at].id);
			list.children[at].scrollIntoView({ block: "nearest" });
		};
		const option = (url, className, ...children) => {
			const li = make("li", { id: list.id + list.children.length, className }, ...children);
			li.setAttribute("role", "option");
			li.dataset.url = own(url);
			list.append(li);
		};
		const ask = asker(input.dataset.suggest, answer => {
			list.replaceChildren();
			const items = answer && answer.items || [];
			items.forEach(item => option(item.url, "", make("span", { textContent: item.title, dir: "auto" }), about(item)));
			if (items.length && answer.all) option(answer.all, "all", input.dataset.all);
			open(items.length > 0 && doc.activeElement === input);
		});
		input.addEventListener("input", () => ask(input.value));
		input.addEventListener("blur", () => open(false));
		input.addEventListener("focus", () => { if (list.children.length) open(true); });
		list.addEventListener("pointerdown", event => event.preventDefault());
		list.addEventListener("click", event => {
			const li = event.target.closest("li");
			if (li) location.assign(li.dataset.url);
		});
		input.addEventListener("keydown", event => {
			const count = list.children.length;
			if (event.isComposing || !count) return;
			if (event.key === "Escape" && !list.hidden) {
				open(false);
			} else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
				if (list.hidden) open(true);
				mark(event.key === "ArrowDown" ? (at + 2) % (count + 1) - 1 : (at < 0 ? count : at) - 1);
			} else if (event.key === "Enter" && at >= 0 && !list.hidden) {
				location.assign(list.children[at].dataset.url);
			} else {
				return;
			}
			event.preventDefault();
		});
	}

	/* Files: names, sizes and removal before sending; dropping */
	function files(field) {
		const input = $("input", field), drop = $(".drop", field), words = field.dataset;
		const list = make("ul", { className: "file-list" }), said = make("p", { className: "error", hidden: true });
		const size = bytes => new Intl.NumberFormat(root.lang, { style: "unit", maximumFractionDigits: 1,
			unit: bytes < 1e6 ? "kilobyte" : "megabyte" }).format(Math.max(bytes / (bytes < 1e6 ? 1e3 : 1e6), .1));
		let chosen = [];
		said.setAttribute("role", "alert");
		field.append(said, list);
		const show = () => {
			const carrier = new DataTransfer();
			chosen.forEach(file => carrier.items.add(file));
			input.files = carrier.files;
			list.replaceChildren(...chosen.map(file => {
				const remove = make("button", { type: "button", className: "btn btn-quiet" }, icon("x"),
					make("span", { className: "hidden", textContent: words.remove + " " + file.name }));
				remove.addEventListener("click", () => {
					chosen = chosen.filter(other => other !== file);
					said.hidden = true;
					show();
					input.focus();
				});
				return make("li", {}, icon("file-text"), make("bdi", { textContent: file.name }),
					make("span", { className: "muted", textContent: size(file.size) }), remove);
			}));
		};
		const add = more => {
			said.hidden = true;
			for (const file of more) {
				if (words.bytesMax && file.size > words.bytesMax) say(file.name + ": " + words.tooBig);
				else if (words.filesMax && chosen.length >= words.filesMax) say(words.tooMany);
				else chosen.push(file);
			}
			show();
		};
		const say = text => { said.textContent = text; said.hidden = false; };
		input.addEventListener("change", () => add(input.files));
		drop.addEventListener("drop", event => { event.preventDefault(); add(event.dataTransfer.files); });
		["dragover", "dragleave", "drop"].forEach(kind => drop.addEventListener(kind, event => {
			if (kind === "dragover") event.preventDefault();
			drop.classList.toggle("over", kind === "dragover");
		}));
	}

	/* Sends the form as if there were no script. */
	function send_plainly(form, button) {
		if (button && button.name) form.append(make("input", { type: "hidden", name: button.name, value: button.value }));
		form.submit();
	}

	/* Sends a form with files and shows how far it is; then the answer takes this page's place, errors too. */
	function upload(form, button) {
		const field = $("[data-files]", form), request = new XMLHttpRequest(), data = new FormData(form);
		const line = make("p", { className: "muted", textContent: field.dataset.sending });
		const bar = make("progress", { max: 1, value: 0 });
		if (button && button.name) data.append(button.name, button.value);
		bar.setAttribute("aria-label", field.dataset.sending);
		line.setAttribute("role", "status");
		field.append(line, bar);
		request.open("POST", form.action);
		request.responseType = "document";
		request.upload.addEventListener("progress", event => { bar.value = event.loaded / event.total; });
		request.addEventListener("error", () => send_plainly(form, button));
		request.addEventListener("load", () => {
			const page = request.response;
			if (!page || !page.body) return send_plainly(form, button);
			if (request.responseURL !== form.action) history.pushState(null, "", request.responseURL);
			path = location.pathname;
			doc.title = page.title;
			doc.body.replaceWith(page.body);
			scrollTo(0, 0);
			$("main").focus();
			start();
		});
		request.send(data);
	}

	/* Unsent text survives a closed tab, until it was sent or its owner signs out. */
	function draft(area) {
		const key = "draft:" + area.dataset.draft, kept = store.get(key);
		if (kept && !area.value.trim()) {
			const line = make("p", { className: "hint" }, area.dataset.restored + " ");
			const drop = make("button", { type: "button", className: "link", textContent: area.dataset.discard });
			line.setAttribute("role", "status");
			drop.addEventListener("click", () => { area.value = ""; store.set(key, ""); line.remove(); area.focus(); });
			line.append(drop);
			area.value = kept;
			area.after(line);
		}
		area.addEventListener("input", () => store.set(key, area.value.trim() && area.value));
	}
	/* A form with a draft was sent: when the next page is no error, the draft has served. */
	function drafts_settle() {
		const sent = tab.get("sent");
		if (!sent) return;
		tab.set("sent", "");
		if (!$(".error-summary, .error-page")) store.set("draft:" + sent, "");
	}

	function copy_buttons(text) {
		if (!navigator.clipboard) return;
		$$("pre", text).forEach(pre => {
			const button = make("button", { type: "button", className: "btn" }), frame = make("div", { className: "code" });
			const show = (name, words) => button.replaceChildren(icon(name), make("span", { className: "hidden", textContent: words }));
			button.setAttribute("aria-live", "polite");
			button.addEventListener("click", () => navigator.clipboard.writeText(pre.textContent).then(() => {
				show("check", text.dataset.copied);
				setTimeout(show, 2000, "copy", text.dataset.copy);
			}));
			show("copy", text.dataset.copy);
			pre.tabIndex = 0;
			pre.replaceWith(frame);
			frame.append(pre, button);
		});
	}

	function contents(nav) {
		const links = new Map($$("a", nav).map(a => [decodeURIComponent(a.hash.slice(1)), a]));
		const shown = new Set();
		const seen = new IntersectionObserver(entries => {
			entries.forEach(entry => shown[entry.isIntersecting ? "add" : "delete"](entry.target.id));
			const now = [...links.keys()].find(id => shown.has(id));
			if (now) links.forEach((a, id) => a.classList.toggle("here", id === now));
		}, { rootMargin: "0px 0px -70% 0px" });
		links.forEach((a, id) => { const heading = doc.getElementById(id); if (heading) seen.observe(heading); });
	}

	/* A button that does nothing without scripts is hidden until then. */
	const useful = (button, act) => { button.hidden = false; button.addEventListener("click", act); };

	function theme_switch(button) {
		const order = ["auto", "light", "dark"], icons = ["sun-moon", "sun", "moon"];
		const show = () => {
			const now = Math.max(order.indexOf(store.get("theme")), 0);
			now ? root.dataset.theme = order[now] : delete root.dataset.theme;
			$("span", button).textContent = button.dataset[order[now]];
			$("svg", button).replaceWith(icon(icons[now]));
			return now;
		};
		useful(button, () => { store.set("theme", order[(show() + 1) % 3]); show(); });
		show();
	}

	function reveal(button) {
		const input = doc.getElementById(button.dataset.reveal);
		useful(button, () => {
			const shown = input.type === "password";
			input.type = shown ? "text" : "password";
			button.setAttribute("aria-pressed", shown);
			button.setAttribute("aria-label", shown ? button.dataset.hide : button.dataset.show);
		});
		input.form.addEventListener("submit", () => { input.type = "password"; });
	}

	function composer(form) {
		const mark = () => form.classList.toggle("is-note", form.elements.kind.value === "note");
		form.addEventListener("change", mark);
		mark();
	}

	function confirm(form, button) {
		const words = form.dataset, yes = make("button", { className: "btn btn-primary", value: "yes", textContent: words.yes });
		const box = make("dialog", {}, make("form", { method: "dialog" }, make("p", { textContent: words.confirm }),
			make("p", { className: "actions" }, yes, make("button", { className: "btn", value: "", textContent: words.no }))));
		box.addEventListener("close", () => {
			box.remove();
			if (box.returnValue !== "yes") return;
			form.dataset.confirmed = "1";
			form.requestSubmit(button);
		});
		doc.body.append(box);
		box.showModal();
	}

	function vote(form, button) {
		fetch(form.action, { method: "POST", redirect: "manual", body: new URLSearchParams({ vote: button.value }) }).then(answer => {
			if (!answer.ok && answer.type !== "opaqueredirect") throw answer;
			const thanks = $("[data-voted=" + button.value + "]");
			form.hidden = true;
			$("h2", form.parentNode).hidden = true;
			thanks.hidden = false;
			const next = $("input", thanks);
			if (next) next.focus();
		}).catch(() => send_plainly(form, button));
	}

	const release = form => {
		delete form.dataset.busy;
		$$("[aria-disabled]", form).forEach(button => button.removeAttribute("aria-disabled"));
	};
	doc.addEventListener("submit", event => {
		const form = event.target, words = form.dataset, button = event.submitter;
		if (event.defaultPrevented || form.method !== "post") return;
		if (words.busy) return event.preventDefault();
		if (words.confirm && !words.confirmed) { event.preventDefault(); return confirm(form, button); }
		if ("vote" in words && button) { event.preventDefault(); words.busy = "1"; return vote(form, button); }
		if ("signOut" in words) {
			try {
				Object.keys(localStorage).filter(key => key.startsWith("draft:")).forEach(key => localStorage.removeItem(key));
			} catch (e) { /* blocked: there are none */ }
		}
		words.busy = "1";
		if (button) button.setAttribute("aria-disabled", "true");
		const area = $("[data-draft]", form);
		if (area) tab.set("sent", area.dataset.draft);
		if ($$("[type=file]", form).some(input => input.files.length)) { event.preventDefault(); return upload(form, button); }
		setTimeout(release, 15000, form);
	});
	let path = location.pathname;
	addEventListener("popstate", () => { if (location.pathname !== path) location.reload(); });
	addEventListener("pageshow", () => $$("form[data-busy]").forEach(release));

	/* Menus close as menus do; a few keys */
	doc.addEventListener("click", event => $$(".menu[open]").forEach(menu => { if (!menu.contains(event.target)) menu.open = false; }));
	doc.addEventListener("keydown", event => {
		const typing = event.target.closest("input, textarea, select, [contenteditable]");
		if (event.key === "Escape") {
			const menu = $(".menu[open]");
			if (menu) { menu.open = false; $("summary", menu).focus(); }
		}
		if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
		const focus = target => { if (target) { event.preventDefault(); target.focus(); } };
		if (event.key === "/") focus($$("input[type=search]").find(input => input.offsetParent));
		if (event.key === "r" || event.key === "n") {
			const mode = $("[data-composer] [value=" + (event.key === "r" ? "reply" : "note") + "]");
			if (mode) { mode.click(); focus($("[data-composer] textarea")); }
		}
		if (event.key === "j" || event.key === "k") {
			const rows = $$("[data-keys] a"), at = rows.indexOf(doc.activeElement);
			focus(rows[event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)]);
		}
	});

	const parts = { "[data-suggest]": suggest, "[data-files]": files, "[data-draft]": draft,
		"[data-copy]": copy_buttons, "[data-toc]": contents, "[data-theme-switch]": theme_switch, "[data-reveal]": reveal,
		"[data-composer]": composer, "[data-print]": button => useful(button, () => print()), "[data-focus]": element => element.focus() };
	window.portico = { parts, $, make, icon, own, asker, about }; /* for the files of single pages */
	function start() {
		drafts_settle();
		Object.entries(parts).forEach(([selector, part]) => $$(selector).forEach(part));
		/* what is chosen in a bar that scrolls stands in its middle */
		$$(".views ul, .tabs").forEach(bar => $$("[aria-current]", bar).forEach(now => {
			const box = bar.getBoundingClientRect(), here = now.getBoundingClientRect();
			bar.scrollBy(here.x - box.x - (box.width - here.width) / 2, 0);
		}));
		$$("form[data-auto] select").forEach(select => select.addEventListener("change", () => select.form.requestSubmit()));
	}
	start();
})();
