import { UNIT, WOMEN } from './bodies.ts'
import type { DemoDialogue, Line } from './parts.ts'

const line = (language: Line['language'], text: string): Line => ({ language, text, agree: [] })

/** Announced: everybody can read it, and it takes votes in a few days. */
export const diplomas: DemoDialogue = {
  body: WOMEN,
  words: [
    {
      language: 'fr',
      title: 'Nos diplômes, nos années de travail : comment les faire compter ici et là-bas ?',
      summary:
        'Beaucoup d’entre nous travaillent en dessous de ce qu’elles savent faire. Le réseau veut choisir trois actions pour l’année : lesquelles aideraient vraiment ?',
      background: `Une sage-femme de Port-Liane qui garde des enfants à Genève ; une comptable qui repasse à Bruxelles un diplôme qu’elle avait déjà ; une ingénieure rentrée au pays à qui l’on dit que ses quinze années à l’étranger ne comptent pas pour sa carrière. Nous connaissons toutes une histoire comme celles-là.

Le réseau dispose d’un petit budget, de quarante marraines et de l’écoute de deux universités. Cela ne suffit pas à tout faire. Dites-nous **ce qui vous aurait aidée**, et ce qui vous aiderait aujourd’hui. Le dialogue s’adresse à toutes, membres ou non, et aux hommes qui veulent s’y joindre.`,
      questions: [
        'Qu’est-ce qui vous a manqué le plus en arrivant : une information, une personne, de l’argent, du temps ?',
        'Que peut faire un réseau comme le nôtre que ni l’État ni l’employeur ne font ?',
        'Comment faire reconnaître au pays ce que l’on a appris ailleurs ?',
      ],
    },
  ],
  languages: ['fr', 'en'],
  calendar: { written: -9, published: -3, opens: 4, closes: 32, answerBy: 60 },
  mayAdd: true,
  moderation: 'before',
  seeds: [
    line('fr', 'Une marraine du même métier m’aiderait plus qu’une formation.'),
    line('fr', 'Le réseau devrait avancer l’argent des traductions et des équivalences de diplômes.'),
    line('fr', 'Il faut d’abord une liste claire, pays par pays, des démarches et de leur prix.'),
    line('fr', 'Les années de travail à l’étranger doivent compter dans la carrière de celles qui rentrent.'),
    line('fr', 'Le réseau devrait publier le nom des employeurs qui reconnaissent nos diplômes.'),
    line('fr', 'Une garde d’enfants pendant les cours serait plus utile qu’une bourse.'),
    line('fr', 'Les universités de Tamarel devraient délivrer leurs attestations en ligne, en trois langues.'),
    line('fr', 'Mieux vaut aider dix femmes à créer leur entreprise que cent à chercher un emploi.'),
    line('fr', 'Celles qui ont réussi doivent donner du temps, pas seulement leur nom.'),
    line('fr', 'Le réseau devrait s’ouvrir aux hommes qui vivent la même situation.'),
  ],
  added: [],
}

/** A draft: seen by those who prepare it, and by nobody else. */
export const consulates: DemoDialogue = {
  body: UNIT,
  words: [
    {
      language: 'fr',
      title: 'Consulats : rendez-vous, tournées et tarifs',
      summary:
        'Comment rendre les services consulaires plus proches, plus prévisibles et plus justes, là où il y a un consulat comme là où il n’y en a pas ?',
      background: `Tamarel a sept consulats et deux tournées par an. *À compléter avant la publication : délais moyens par poste, tarifs en vigueur, calendrier des tournées de l’an dernier.*`,
      questions: [
        'Qu’est-ce qui vous a fait perdre le plus de temps la dernière fois ?',
        'Où une tournée consulaire serait-elle la plus utile ?',
        'Quels tarifs devraient changer, et qui devrait payer moins ?',
      ],
    },
    {
      language: 'en',
      title: 'Consulates: appointments, visits and fees',
      summary:
        'How can consular services come closer, become easier to foresee and fairer, where there is a consulate and where there is none?',
      background: `Tamarel has seven consulates and two rounds of visits a year. *To be completed before publication: average waiting times by post, fees in force, last year’s calendar of visits.*`,
      questions: [
        'What cost you the most time the last time?',
        'Where would a consular visit be most useful?',
        'Which fees should change, and who should pay less?',
      ],
    },
  ],
  languages: ['fr', 'en', 'ar'],
  calendar: { written: -2, published: 0, opens: 20, closes: 50, answerBy: 80 },
  draft: true,
  mayAdd: true,
  moderation: 'before',
  seeds: [
    line('fr', 'Un rendez-vous consulaire devrait être obtenu en moins de trois semaines.'),
    line('fr', 'Les tournées consulaires devraient être annoncées six mois à l’avance.'),
    line('fr', 'Les étudiants et les retraités devraient payer leur passeport moitié prix.'),
    line('fr', 'Les associations pourraient recevoir les dossiers et les transmettre.'),
    line('fr', 'Un passeport devrait pouvoir être envoyé par la poste, aux risques du demandeur.'),
    line('fr', 'Chaque consulat devrait publier son délai d’attente chaque mois.'),
  ],
  added: [],
}
