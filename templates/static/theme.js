/* Runs before the first paint: the theme this browser chose, when the account has not chosen one. */
(function () {
	try {
		var theme = localStorage.getItem("theme");
		if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
	} catch (e) { /* storage is blocked: the system's preference holds */ }
})();
