def register(plugins):
    plugins.check(run)


def run(article, report):
    for block in article.blocks:
        for word in block.annotated_words:
            if word.text == "！":
                report.add_at(block, word.span, "P002", article.path, "A loud mark", "Be calm.")
            if word.text == "他":
                report.add_at(block, word.span, "P003", article.path, "A pronoun", "Name him.")
