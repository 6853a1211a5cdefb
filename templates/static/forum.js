/*
 * The community in the browser: likes without a reload, quotes of what is marked, Markdown by buttons, a preview in place.
 * Without this file each of them is a form or a page.
 */
(function () {
	"use strict";
	const doc = document;
	const $ = (selector, from) => (from || doc).querySelector(selector);
	const plainly = (form, button) => {
		form.append(Object.assign(doc.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
		form.submit();
	};

	/* A like counts at once; the answer's page then brings the form anew, with the number that is true. */
	function like(form, button) {
		const count = $("[data-likes]", form), liked = button.value === "yes", data = new URLSearchParams(new FormData(form));
		const id = form.closest("li").id;
		data.append(button.name, button.value);
		button.setAttribute("aria-pressed", liked);
		count.textContent = new Intl.NumberFormat(doc.documentElement.lang).format(Number(count.dataset.likes) + (liked ? 1 : -1));
		fetch(form.action, { method: "POST", body: data }).then(answer => answer.ok ? answer.text() : Promise.reject(answer)).then(text => {
			const fresh = $("#" + id + " form[data-like]", new DOMParser().parseFromString(text, "text/html"));
			if (!fresh) return location.reload();
			const had = form.contains(doc.activeElement), box = doc.importNode(fresh, true);
			form.replaceWith(box);
			if (had) $("button", box).focus();
		}).catch(() => plainly(form, button));
	}
	/* Before the page's own script sees it */
	doc.addEventListener("submit", event => {
		const form = event.target;
		if (!("like" in form.dataset) || !event.submitter) return;
		event.preventDefault();
		event.stopPropagation();
		if (form.dataset.busy) return;
		form.dataset.busy = "1";
		like(form, event.submitter);
	}, true);

	const changed = area => {
		area.dispatchEvent(new Event("input", { bubbles: true }));
		area.focus();
	};

	/* What is marked in the post, or all of it, goes into the reply. */
	function quote(link) {
		const area = $("#reply textarea"), post = link.closest("article"), text = $(".prose", post), marked = getSelection();
		const said = marked.toString().trim() && text.contains(marked.anchorNode) ? marked.toString() : text.innerText;
		const lines = [link.dataset.quote.replace("{1}", $("h3", post).innerText), ""].concat(said.trim().split("\n"));
		area.value += (area.value.trim() ? "\n\n" : "") + lines.map(line => ("> " + line).trim()).join("\n") + "\n\n";
		area.form.elements.parent.value = post.parentNode.id.slice(1);
		changed(area);
	}

	function put(area, from, text) {
		area.setRangeText(text, from, area.selectionEnd, "end");
		changed(area);
	}
	function wrap(area, before, after, empty) {
		const from = area.selectionStart, text = area.value.slice(from, area.selectionEnd) || empty;
		put(area, from, before + text + after);
		area.setSelectionRange(from + before.length, from + before.length + text.length);
	}
	function mark_lines(area, mark) {
		const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
		put(area, from, area.value.slice(from, area.selectionEnd).split("\n").map(line => mark + line).join("\n"));
	}
	function use_tool(button) {
		const area = $("textarea", button.closest("[data-editor]")), words = button.dataset;
		if (words.line) mark_lines(area, words.line);
		else if (words.mark) wrap(area, words.mark, words.mark, "");
		else wrap(area, "[", "](https://)", words.link);
	}

	function preview(button) {
		const box = $("[data-editor]", button.form), panel = $("[data-preview]", box), body = $("textarea", box).value;
		fetch(box.dataset.editor, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ body }) })
			.then(answer => answer.ok ? answer.json() : Promise.reject(answer)).then(answer => {
				const page = new DOMParser().parseFromString(answer.html, "text/html");
				$(".prose", panel).replaceChildren(...page.body.childNodes);
				panel.hidden = false;
			}).catch(() => plainly(button.form, button));
	}

	doc.addEventListener("click", event => {
		const part = selector => event.target.closest(selector);
		const link = $("#reply textarea") && part("[data-quote]"), tool = part(".tools button"), look = part("[data-look]");
		if (!link && !tool && !look) return;
		event.preventDefault();
		if (link) quote(link);
		else if (tool) use_tool(tool);
		else preview(look);
	});
	doc.querySelectorAll(".tools").forEach(tools => { tools.hidden = false; });
})();
