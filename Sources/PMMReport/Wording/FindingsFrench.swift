package import PMMIR

/// The texts of findings about data in a language, by the English ones; none for English.
package func findingTexts(_ language: String) -> [String: String] {
  language == "fr" ? frenchFindings : [:]
}

extension Wording {
  /// How findings tell the figures of a program in this language.
  package func figureWords(of program: Program) -> FigureWords {
    FigureWords(
      language: language, figure: { value($0, $1, in: program) },
      reported: { self(.figureReported, ["figure": $0]) }, part: self(.figurePart),
      total: { self(.figureTotal, ["name": $0]) })
  }
}

/// Findings about data in French: each template of a code, and each phrase that an argument may be,
/// by its English text. A test holds it to the codes.
private let frenchFindings: [String: String] = frenchFindingsOfFiles.merging(frenchFindingsOfRows) {
  first, _ in first
}.merging(frenchFindingsOfValues) { first, _ in first }

private let frenchFindingsOfFiles: [String: String] = [
  "error": "erreur",
  "warning": "avertissement",
  "note": "note",
  "the file is empty": "le fichier est vide",
  "the first line of a CSV file names its columns":
    "la première ligne d’un fichier CSV nomme ses colonnes",
  "this is {what}, not a CSV or JSON file": "c’est {what}, et non un fichier CSV ou JSON",
  "a workbook or another zip archive": "un classeur ou une autre archive zip",
  "an old Office document": "un ancien document Office",
  "a binary file": "un fichier binaire",
  "nothing of this file is read": "rien de ce fichier n’est lu",
  "save the table as CSV UTF-8 and give that file":
    "enregistrer le tableau en CSV UTF-8 et donner ce fichier",
  "the file is in UTF-16, and only UTF-8 is read":
    "le fichier est en UTF-16, et seul UTF-8 est lu",
  "save it again as \"CSV UTF-8\" rather than \"Unicode text\"":
    "l’enregistrer de nouveau en «\u{A0}CSV UTF-8\u{A0}» et non en «\u{A0}texte Unicode\u{A0}»",
  "byte {byte} is not UTF-8 here": "l’octet {byte} n’est pas de l’UTF-8",
  "not a character": "pas un caractère",
  "the file was probably saved in a Windows encoding: save it again as \"CSV UTF-8\"":
    "le fichier a sans doute été enregistré dans un codage de Windows\u{A0}: l’enregistrer de nouveau en «\u{A0}CSV UTF-8\u{A0}»",
  "the columns are separated by {mark}, not by commas":
    "les colonnes sont séparées par {mark}, et non par des virgules",
  "separates columns": "sépare les colonnes",
  "save the file as comma-separated; decimals then need a point: 98.1":
    "enregistrer le fichier avec des virgules comme séparateurs\u{202F}; les décimales prennent alors un point\u{A0}: 98.1",
  "the file has no rows": "le fichier n’a pas de ligne",
  "{count} more of {code} {name} in this file":
    "{count} autres {code} {name} dans ce fichier",
  "the first that is not shown": "le premier qui n’est pas montré",
  "two columns are named `{name}`": "deux colonnes se nomment `{name}`",
  "named again": "de nouveau ce nom",
  "the first one": "la première",
  "`{name}` and `{other}` are both {meaning}": "`{name}` et `{other}` sont toutes deux {meaning}",
  "means the same": "veut dire la même chose",
  "as this one": "que celle-ci",
  "map one of the two to `-` in the columns file":
    "associer l’une des deux à `-` dans le fichier des colonnes",
  "no column is named `{subject}`": "aucune colonne ne se nomme `{subject}`",
  "the header": "l’en-tête",
  "did you mean the column `{nearest}`?": "s’agit-il de la colonne `{nearest}`\u{202F}?",
  "the first line must name the columns; a columns file can say which one is the subject: `{example},subject`":
    "la première ligne doit nommer les colonnes\u{202F}; un fichier des colonnes peut dire laquelle est le sujet\u{A0}: `{example},subject`",
  "the file has no column `period`, and {given}":
    "le fichier n’a pas de colonne `period`, et {given}",
  "several periods are given": "plusieurs périodes sont données",
  "no period is given": "aucune période n’est donnée",
  "add a column `period`, map one of the headers to it in a columns file, or give --period {example}":
    "ajouter une colonne `period`, y associer un en-tête dans un fichier des colonnes, ou donner --period {example}",
  "there is a column `{present}` and no column `{absent}`":
    "il y a une colonne `{present}` et pas de colonne `{absent}`",
  "belongs to the long form": "appartient à la forme longue",
  "the long form has the columns `input` and `value`":
    "la forme longue a les colonnes `input` et `value`",
  "the wide form has one column for each input":
    "la forme large a une colonne par donnée d’entrée",
  "a wide file cannot have a column for the axis `{name}`":
    "un fichier large ne peut pas avoir de colonne pour l’axe `{name}`",
  "an axis of the long form": "un axe de la forme longue",
  "write one column for each cell, such as `{example}`, or use the long form":
    "écrire une colonne par cellule, comme `{example}`, ou utiliser la forme longue",
  "`{name}` is not a column that is known here": "`{name}` n’est pas une colonne connue ici",
  "left out": "laissée de côté",
  "edition {edition} has no such column, and is scored without it":
    "l’édition {edition} n’a pas cette colonne et est calculée sans elle",
  "it is now called `{now}`": "le nom est maintenant `{now}`",
  "did you mean `{nearest}`?": "s’agit-il de `{nearest}`\u{202F}?",
  "map it to `-` in a columns file if it is not needed":
    "l’associer à `-` dans un fichier des colonnes si elle n’est pas utile",
  "semicolons": "des points-virgules",
  "tabs": "des tabulations",
  "column {number} has no name and is left out":
    "la colonne {number} n’a pas de nom et est laissée de côté",
  "a column `{name}` belongs to the {other} form, and this file has the {form} form":
    "une colonne `{name}` n’appartient pas à la forme {form}, celle de ce fichier",
  "long": "longue",
  "wide": "large",
  "attributes are columns of a wide file or of the subjects file":
    "les caractéristiques sont des colonnes d’un fichier large ou du fichier des sujets",
  "`{name}` is computed and not read from data": "`{name}` est calculé et non lu dans les données",
  "compare published results with `pmm test --expect FILE`":
    "comparer des résultats publiés avec `pmm test --expect FILE`",
  "`{part}` in `{text}` is not a cell or an earlier period":
    "`{part}` dans `{text}` n’est ni une cellule ni une période antérieure",
  "the figures of this column or row are left out":
    "les chiffres de cette colonne ou ligne sont laissés de côté",
  "a cell is written `x[import]`, the period before `x[T-1]`, both `x[import, T-1]`":
    "une cellule s’écrit `x[import]`, la période précédente `x[T-1]`, les deux `x[import, T-1]`",
  "a columns file has the header `column,means`":
    "un fichier des colonnes a l’en-tête `column,means`",
  "`{name}` is nothing that a column can mean":
    "`{name}` n’est rien de ce qu’une colonne peut vouloir dire",
  "this line is left out": "cette ligne est laissée de côté",
  "a column means `subject`, `period`, `input`, `value`, another column of the long form, an input, a cell such as `x[import]`, an attribute, or `-` when it is left out":
    "une colonne veut dire `subject`, `period`, `input`, `value`, une autre colonne de la forme longue, une donnée d’entrée, une cellule comme `x[import]`, une caractéristique, ou `-` si elle est laissée de côté",
  "`{name}` has a meaning already": "`{name}` a déjà un sens",
  "no column of this file is {what}": "aucune colonne de ce fichier n’est {what}",
  "an attribute": "une caractéristique",
  "an input or an attribute": "une donnée d’entrée ou une caractéristique",
  "a columns file says what foreign headers mean: column,means":
    "un fichier des colonnes dit ce que veulent dire des en-têtes étrangers\u{A0}: column,means",
]

private let frenchFindingsOfRows: [String: String] = [
  "this row has {count} fields, and the header has {width}":
    "cette ligne a {count} champs, et l’en-tête en a {width}",
  "{place}": "{place}",
  "one too many": "un de trop",
  "a value is missing": "il manque une valeur",
  "the row is refused": "la ligne est refusée",
  "a value that contains a comma must stand in quotes":
    "une valeur qui contient une virgule doit être entre guillemets",
  "a quote is opened here and never closed": "un guillemet est ouvert ici et jamais fermé",
  "opened here": "ouvert ici",
  "everything from this row on is refused": "tout est refusé à partir de cette ligne",
  "a quote in the middle of a value": "un guillemet au milieu d’une valeur",
  "not at an end of the value": "ni au début ni à la fin de la valeur",
  "put the whole value in quotes and double the quote inside: \"\"":
    "mettre toute la valeur entre guillemets et doubler celui du milieu\u{A0}: \"\"",
  "a value of {length} bytes": "une valeur de {length} octets",
  "starts here": "commence ici",
  "is a closing quote missing? At most {limit} bytes are read":
    "manque-t-il un guillemet fermant\u{202F}? Au plus {limit} octets sont lus",
  "the row does not say which {subject} it is about":
    "la ligne ne dit pas de quel sujet ({subject}) il s’agit",
  "empty": "vide",
  "the row does not say its period": "la ligne ne dit pas sa période",
  "{kind} is written like {example}": "{kind} s’écrit comme {example}",
  "a calendar year": "une année civile",
  "a quarter": "un trimestre",
  "a month": "un mois",
  "the one period, `none`": "la seule période, `none`",
  "`{text}` is not {kind}": "`{text}` n’est pas {kind}",
  "not {kind}": "pas {kind}",
  "the row does not say which input its value is of":
    "la ligne ne dit pas de quelle donnée d’entrée est la valeur",
  "`{name}` is not an input of this framework":
    "`{name}` n’est pas une donnée d’entrée de ce cadre",
  "not an input": "pas une donnée d’entrée",
  "a columns file can map it to an input, or to `-` when it is not needed":
    "un fichier des colonnes peut l’associer à une donnée d’entrée, ou à `-` si elle n’est pas utile",
  "spaces around the name or values of column `{name}` are left out":
    "les espaces autour du nom ou des valeurs de la colonne `{name}` sont laissés de côté",
  "read without them": "lu sans eux",
  "reported once for each column": "dit une fois par colonne",
  "`{value}` is not a value of {axis} that `{name}` has":
    "`{value}` n’est pas une valeur de {axis} que `{name}` possède",
  "not one of them": "aucune d’elles",
  "it has {values}; an empty cell is the total":
    "les valeurs sont {values}\u{202F}; une cellule vide est le total",
  "`{name}` has no cells, so it has none for `{value}`":
    "`{name}` n’a pas de cellules, donc aucune pour `{value}`",
  "only the total exists": "seul le total existe",
  "the row says `{value}` here and `{other}` in its input":
    "la ligne dit `{value}` ici et `{other}` dans sa donnée d’entrée",
  "another value of the same axis": "une autre valeur du même axe",
  "`{text}` is not a reason for a missing figure":
    "`{text}` n’est pas une raison pour un chiffre manquant",
  "not a reason": "pas une raison",
  "reasons are {names}": "les raisons sont {names}",
  "`{text}` is not a status": "`{text}` n’est pas un statut",
  "not a status": "pas un statut",
  "a status is {names}, joined by `;`": "un statut est {names}, joints par `;`",
  "`{text}` is not a phase of this framework": "`{text}` n’est pas une phase de ce cadre",
  "not a phase": "pas une phase",
  "phases are {names}": "les phases sont {names}",
  "`{text}` is not a level of disclosure of this framework":
    "`{text}` n’est pas un niveau de divulgation de ce cadre",
  "not a level of disclosure": "pas un niveau de divulgation",
  "from the widest to the narrowest: {names}": "du plus large au plus étroit\u{A0}: {names}",
  "`{text}` is not a code of OBS_STATUS that is read":
    "`{text}` n’est pas un code d’OBS_STATUS qui soit lu",
  "A nothing; E estimated; P provisional; I imputed; B, D, U, V kept as a note; without a value M not_applicable, L not_available, O not_reported, Q suppressed":
    "A rien\u{202F}; E estimated\u{202F}; P provisional\u{202F}; I imputed\u{202F}; B, D, U, V gardés en note\u{202F}; sans valeur M not_applicable, L not_available, O not_reported, Q suppressed",
  "`{text}` is not a code of CONF_STATUS that is read":
    "`{text}` n’est pas un code de CONF_STATUS qui soit lu",
  "F nothing; C, N, S and D confidential: without a value the reason, with one its disclosure is the narrowest":
    "F rien\u{202F}; C, N, S et D confidential\u{A0}: sans valeur la raison, avec une valeur sa divulgation est la plus étroite",
  "the row gives a value and the reason why there is none":
    "la ligne donne une valeur et la raison pour laquelle il n’y en a pas",
  "the reason `{reason}`": "la raison `{reason}`",
  "the value": "la valeur",
  "the row gives the reasons `{first}` and `{second}`":
    "la ligne donne les raisons `{first}` et `{second}`",
  "`{first}`": "`{first}`",
  "`{second}`": "`{second}`",
  "this says again what another row says": "ceci répète ce que dit une autre ligne",
  "the same again": "la même chose de nouveau",
  "said first": "dit d’abord",
  "`{figure}` of {subject} in {period} has another value in another row":
    "`{figure}` de {subject} en {period} a une autre valeur dans une autre ligne",
  "this value": "cette valeur",
  "another value": "une autre valeur",
  "none of them is used: the figure is taken as `invalid`":
    "aucune n’est utilisée\u{A0}: le chiffre est pris comme `invalid`",
  "`{figure}` of {subject} in {period} has another value in that period's own row":
    "`{figure}` de {subject} en {period} a une autre valeur dans la ligne de cette période",
  "given for an earlier period": "donnée pour une période antérieure",
  "the value of the period's own row": "la valeur de la ligne de la période",
  "the value of the period's own row is used": "la valeur de la ligne de la période est utilisée",
  "`{attribute}` of {subject} has another value elsewhere":
    "`{attribute}` de {subject} a une autre valeur ailleurs",
  "none of them is used: the attribute is not known":
    "aucune n’est utilisée\u{A0}: la caractéristique n’est pas connue",
  "the data has rows of the phases {names}": "les données ont des lignes des phases {names}",
  "a row of `{second}`": "une ligne de `{second}`",
  "a row of `{first}`": "une ligne de `{first}`",
  "say which one is scored: --phase {second}": "dire laquelle est notée\u{A0}: --phase {second}",
  "rows that name a phase are refused": "les lignes qui nomment une phase sont refusées",
  "of the subjects here, {count} without a row in the data: {names}":
    "parmi les sujets d’ici, {count} sans ligne dans les données\u{A0}: {names}",
  "{what}": "{what}",
  "expected {expected}": "attendu\u{A0}: {expected}",
  "a JSON file of data is a list of objects, and this is {what}":
    "un fichier JSON de données est une liste d’objets, et c’est {what}",
  "write [ {example} ]": "écrire [ {example} ]",
  "lists and objects stand more than {limit} deep in each other":
    "des listes et objets sont emboîtés sur plus de {limit} niveaux",
  "the object has the key `{name}` twice": "l’objet a deux fois la clé `{name}`",
  "again": "de nouveau",
  "a value must be a number, a text, true, false or null":
    "une valeur doit être un nombre, un texte, true, false ou null",
  "a list or an object": "une liste ou un objet",
]

private let frenchFindingsOfValues: [String: String] = [
  "{effect}": "{effect}",
  "the cell is refused: its figure is taken as `invalid`":
    "la cellule est refusée\u{A0}: son chiffre est pris comme `invalid`",
  "the row is refused: its figure is taken as `invalid`":
    "la ligne est refusée\u{A0}: son chiffre est pris comme `invalid`",
  "the cell is refused: the attribute is not known":
    "la cellule est refusée\u{A0}: la caractéristique n’est pas connue",
  "this line is left out; map the header to `-`":
    "cette ligne est laissée de côté\u{202F}; associer l’en-tête à `-`",
  "`{text}` is not a number or a reason": "`{text}` n’est ni un nombre ni une raison",
  "not a number": "pas un nombre",
  "a figure that was not reported is an empty cell; why it is missing is said by a reason such as `not_applicable` or `confidential`":
    "un chiffre non communiqué est une cellule vide\u{202F}; une raison telle que `not_applicable` ou `confidential` dit pourquoi il manque",
  "`{text}` has marks between the thousands": "`{text}` a des signes entre les milliers",
  "write {plain}": "écrire {plain}",
  "`{text}` has a decimal comma": "`{text}` a une virgule décimale",
  "the decimal mark is a point": "le signe décimal est un point",
  "the comma in `{text}` may be a decimal comma or mark thousands":
    "la virgule dans `{text}` peut être décimale ou marquer les milliers",
  "write {thousands} or {decimal}": "écrire {thousands} ou {decimal}",
  "`{text}` has the currency sign `{sign}`": "`{text}` a le signe monétaire `{sign}`",
  "write the number alone": "écrire le nombre seul",
  "the value is read in {unit}": "la valeur est lue en {unit}",
  "`{text}` has the unit `{word}` behind the number":
    "`{text}` a l’unité `{word}` derrière le nombre",
  "write {number}, if that is in {unit}": "écrire {number}, si c’est en {unit}",
  "`{text}` looks like a date, and a number is wanted":
    "`{text}` ressemble à une date, et un nombre est attendu",
  "spreadsheets turn values such as 1-2 into dates: format the column as text and type it again":
    "les tableurs changent des valeurs telles que 1-2 en dates\u{A0}: mettre la colonne au format texte et saisir de nouveau",
  "`{text}` is a percentage, and the value is read in {unit}":
    "`{text}` est un pourcentage, et la valeur est lue en {unit}",
  "not in {unit}": "pas en {unit}",
  "`{text}` is not how a number is written here": "un nombre ne s’écrit pas `{text}` ici",
  "`{text}` has too many digits or too large an exponent":
    "`{text}` a trop de chiffres ou un exposant trop grand",
  "not a figure": "pas un chiffre",
  "at most 400 digits and exponents up to 400 are read":
    "au plus 400 chiffres et des exposants jusqu’à 400 sont lus",
  "`{text}` is an error message of a spreadsheet":
    "`{text}` est un message d’erreur d’un tableur",
  "a formula failed here": "une formule a échoué ici",
  "mend the formula, or leave the cell empty or give a reason":
    "corriger la formule, ou laisser la cellule vide ou donner une raison",
  "`{text}` is not a level of `{scale}`": "`{text}` n’est pas un niveau de `{scale}`",
  "not a level": "pas un niveau",
  "levels are {levels}, or a reason": "les niveaux sont {levels}, ou une raison",
  "`{text}` is not a value of `{attribute}`": "`{text}` n’est pas une valeur de `{attribute}`",
  "it is one of {values}": "c’est l’une de {values}",
  "`{text}` is not yes or no": "`{text}` n’est ni oui ni non",
  "write yes or no": "écrire yes ou no",
  "`true` and `false` are read too": "`true` et `false` sont lus aussi",
  "`{text}` is not a date": "`{text}` n’est pas une date",
  "not a date": "pas une date",
  "a date is written 2023-01-31: year, month, day":
    "une date s’écrit 2023-01-31\u{A0}: année, mois, jour",
  "{subject}, {period}: {input} is {figure}, outside its range: {rule}":
    "{subject}, {period}\u{A0}: {input} est de {figure}, hors de l’intervalle admis\u{A0}: {rule}",
  "reported as {figure}": "communiqué\u{A0}: {figure}",
  "the range: {rule}": "l’intervalle\u{A0}: {rule}",
  "the figure is taken as `invalid`; correct it, or report why it is missing":
    "le chiffre est pris comme `invalid`\u{202F}; le corriger, ou dire pourquoi il manque",
  "{subject}, {period}: {input} is {figure}, which its check refuses":
    "{subject}, {period}\u{A0}: {input} est de {figure}, ce que son contrôle refuse",
  "{reported}": "{reported}",
  "{rule}": "{rule}",
  "the check": "le contrôle",
  "the figure is taken as `invalid`; correct it, or the figures it is compared with":
    "le chiffre est pris comme `invalid`\u{202F}; le corriger, ou les chiffres auxquels il est comparé",
  "{subject}, {period}: {input} is {figure}, which is unusual":
    "{subject}, {period}\u{A0}: {input} est de {figure}, ce qui est inhabituel",
  "the warning": "l’avertissement",
  "the figure is used as it is; confirm it, or correct it":
    "le chiffre est utilisé tel quel\u{202F}; le confirmer ou le corriger",
  "{subject}, {period}: {input} is reported as {figure}, but its cells add up to {sum}":
    "{subject}, {period}\u{A0}: {input} est communiqué à {figure}, mais la somme de ses cellules est de {sum}",
  "the reported total is used; correct it, or the cell that is wrong":
    "le total communiqué est utilisé\u{202F}; le corriger, ou la cellule fautive",
  "{node} is computed across the break of {name} in {break}: {places}":
    "{node} est calculé à travers la rupture de {name} en {break}\u{A0}: {places}",
  "reads figures on both sides": "lit des chiffres des deux côtés",
  "{name} from {break} on: {why}": "{name} à partir de {break}\u{A0}: {why}",
  "figures: {count}": "chiffres\u{A0}: {count}",
  "the figure is computed all the same": "le chiffre est calculé quand même",
]
