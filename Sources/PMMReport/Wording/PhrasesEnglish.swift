let englishPhrases: [Phrase: String] = [:]
