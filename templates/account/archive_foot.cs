<?cs # The end of index.html in the archive of a person's data. ?></main>
</body>
</html>
