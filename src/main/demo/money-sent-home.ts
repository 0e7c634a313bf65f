import { HOME_TOWN } from './bodies.ts'
import type { DemoDialogue, Line } from './parts.ts'

const line = (text: string, question: number): Line => ({ language: 'fr', text, question, agree: [] })

/** Announced, with hidden participation: what people owe one another is not said under a name. Credentials are being asked for. */
export const moneySentHome: DemoDialogue = {
  body: HOME_TOWN,
  words: [
    {
      language: 'fr',
      title: 'L’argent envoyé au pays : ce que l’on n’ose pas dire',
      summary:
        'Presque toutes nos familles envoient de l’argent à Baie-Haute, et presque personne n’en parle. Jusqu’où aller, et qui peut dire non ?',
      background: `À l’assemblée, chacun dit que tout va bien. Au téléphone, le soir, on entend autre chose : un crédit pris pour une toiture, des heures en plus pour des frais d’école, une dispute pour un mariage. Et au village, ceux qui reçoivent n’osent pas dire qu’ils préféreraient parfois autre chose.

Personne ne devrait avoir à donner son nom pour en parler. Dans ce dialogue, **tout le monde vote de façon cachée** : ni le bureau ni les registres de ce lieu ne disent qui a répondu quoi. Nous en ferons une page de conseils, discutée à l’assemblée, pour ceux qui envoient et pour ceux qui reçoivent.`,
      questions: [
        'Qu’est-ce qui pèse le plus sur ceux qui envoient ?',
        'Que peut faire l’association, et que doit-elle laisser aux familles ?',
      ],
    },
    {
      language: 'en',
      title: 'The money sent home: what we do not dare to say',
      summary:
        'Almost all our families send money to Baie-Haute, and almost nobody speaks of it. How far should one go, and who may say no?',
      background: `At the assembly everybody says that all is well. On the phone in the evening one hears something else: a loan taken out for a roof, extra hours for school fees, a quarrel over a wedding. And in the village, those who receive do not dare to say that they would sometimes prefer something else.

Nobody should have to give their name to speak of it. In this dialogue **everybody votes by hidden participation**: neither the committee nor the records of this hub tell who answered what. We will make a page of advice of it, discussed at the assembly, for those who send and for those who receive.`,
      questions: ['What weighs most on those who send?', 'What can the association do, and what should it leave to the families?'],
    },
  ],
  languages: ['fr', 'en'],
  participation: 'hidden',
  calendar: { written: -4, published: -1, opens: 9, closes: 23, answerBy: 53 },
  mayAdd: true,
  moderation: 'before',
  seeds: [
    line('On devrait pouvoir dire non sans être traité d’ingrat.', 1),
    line('J’envoie plus que ce que je peux.', 1),
    line('Ceux qui reçoivent devraient savoir combien d’heures de travail il y a derrière.', 1),
    line('L’argent des fêtes et des mariages passe trop souvent avant celui de l’école.', 1),
    line('Mieux vaut une somme fixe chaque mois que des demandes au téléphone.', 1),
    line('L’association devrait tenir une caisse pour les urgences, pour que personne ne paie seul.', 2),
    line('Ce que chaque famille envoie ne regarde pas l’association.', 2),
    line('Une rencontre par an avec le village, en vidéo, aiderait à parler d’argent calmement.', 2),
  ],
  added: [],
}
