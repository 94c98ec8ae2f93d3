let frenchPhrases: [Phrase: String] = [:]
