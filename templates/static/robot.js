/*
 * The work that a form of a stranger asks for: a number whose SHA-256 with the form's token begins with zero bits. It
 * starts when the form is touched and is usually done long before it is sent. Without it the form asks a question.
 */
(function () {
	"use strict";
	var input = document.querySelector("[data-robot]");
	if (!input || !window.crypto || !crypto.subtle || !window.TextEncoder) return;
	var form = input.form, bits = Number(input.dataset.bits), working = null;

	function zeroBits(bytes) {
		for (var i = 0; i < bytes.length; i++)
			if (bytes[i]) return 8 * i + Math.clz32(bytes[i]) - 24;
		return 8 * bytes.length;
	}

	async function work() {
		var encoder = new TextEncoder();
		for (var number = 0; ; number++) {
			var hash = await crypto.subtle.digest("SHA-256", encoder.encode(input.dataset.robot + "." + number));
			if (zeroBits(new Uint8Array(hash)) >= bits) break;
		}
		input.value = String(number);
	}

	function start() {
		working = working || work();
		return working;
	}

	form.addEventListener("focusin", start, { once: true });
	form.addEventListener("submit", function (event) {
		if (input.value) return;
		event.preventDefault();
		var button = event.submitter;
		if (button) {
			button.setAttribute("aria-disabled", "true");
			button.dataset.text = button.textContent;
			button.textContent = input.dataset.wait;
		}
		start().then(function () {
			if (button) {
				button.removeAttribute("aria-disabled");
				button.textContent = button.dataset.text;
			}
			form.requestSubmit(button);
		});
	});
})();
