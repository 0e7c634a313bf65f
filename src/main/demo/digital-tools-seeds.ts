import type { Line } from './parts.ts'

/**
 * What the convener starts with. The camps, in the order of `agree`: those who want more and better public services online,
 * those who are wary of data in any hand, and those who put associations and meeting in person first.
 */
export const seeds: readonly Line[] = [
  {
    language: 'en',
    text: 'Before a service for people abroad opens, it should say in plain words what it keeps about us, for how long, and who can read it.',
    question: 1,
    agree: [91, 97, 86],
  },
  {
    language: 'en',
    text: 'Whenever the government asks the diaspora for its opinion, it should publish an answer point by point, with dates, and say what it refuses and why.',
    question: 3,
    agree: [88, 93, 92],
  },
  {
    language: 'en',
    text: 'There should be one government account with which people abroad can do everything: papers, taxes, pensions, appointments.',
    question: 2,
    agree: [93, 14, 42],
  },
  {
    language: 'en',
    text: 'People abroad should be able to vote in national elections over the internet.',
    question: 2,
    agree: [86, 19, 33],
    pass: 4,
  },
  {
    language: 'en',
    text: 'Civil records, school reports and pension statements should be obtainable online, without a journey and without an uncle who queues for you.',
    question: 2,
    agree: [96, 55, 42],
  },
  {
    language: 'en',
    text: 'Embassy staff should never be able to find out who wrote what in a dialogue like this one.',
    question: 1,
    agree: [34, 95, 27],
  },
  {
    language: 'en',
    text: 'The large social networks should be our partners: that is where our people already are.',
    question: 6,
    agree: [82, 10, 44],
  },
  {
    language: 'en',
    text: 'A company that sponsors a diaspora service must never receive data about the people who use it.',
    question: 6,
    agree: [80, 97, 78],
  },
  {
    language: 'en',
    text: 'Associations, not the ministry, should decide what a hub like this one is used for in their town.',
    question: 4,
    agree: [22, 28, 90],
  },
  {
    language: 'en',
    text: 'Local radio and voice messages reach more of our people than any website will.',
    question: 5,
    agree: [34, 22, 87],
    pass: 5,
  },
  {
    language: 'en',
    text: 'Small shares in businesses at home should be sold to people abroad through an official platform.',
    question: 2,
    agree: [74, 30, 26],
    pass: 10,
  },
  {
    language: 'en',
    text: 'Those of us who fear for relatives at home need a way to speak that not even the people who run the hub can trace.',
    question: 5,
    agree: [41, 94, 28],
    pass: 6,
  },
  {
    language: 'en',
    text: 'Missions of a few hours a week, done at a distance, are the best use of the skills that people have abroad.',
    question: 2,
    agree: [79, 44, 24],
    pass: 6,
  },
  {
    language: 'en',
    text: 'The government should talk with federations of associations rather than with single people on the internet.',
    question: 3,
    agree: [15, 10, 84],
  },
  {
    language: 'fr',
    text: 'Toute démarche proposée en ligne doit rester possible par téléphone ou au guichet.',
    question: 5,
    agree: [72, 90, 96],
  },
  {
    language: 'fr',
    text: 'Une association doit pouvoir changer de bureau sans perdre ses membres, ses comptes ni ses archives.',
    question: 4,
    agree: [82, 84, 96],
  },
  {
    language: 'fr',
    text: 'Chacun devrait prouver son identité avant de participer en ligne, pour éviter les faux comptes.',
    question: 1,
    agree: [77, 9, 44],
  },
  {
    language: 'fr',
    text: 'L’État devrait tenir un registre des compétences de la diaspora, ouvert à tous les ministères.',
    question: 3,
    agree: [84, 12, 40],
  },
  {
    language: 'fr',
    text: 'Les outils payés par l’argent public doivent être des logiciels libres, hébergés par nous.',
    question: 3,
    agree: [42, 90, 18],
    pass: 8,
  },
  {
    language: 'fr',
    text: 'L’argent prévu pour une application serait mieux employé à payer un permanent dans chaque grande association.',
    question: 4,
    agree: [14, 20, 93],
  },
  {
    language: 'fr',
    text: 'Un fichier des ressortissants, même volontaire, finit toujours par servir à autre chose.',
    question: 1,
    agree: [13, 87, 22],
  },
  {
    language: 'fr',
    text: 'Une réunion dans une salle vaut mieux que dix consultations en ligne.',
    question: 5,
    agree: [10, 14, 90],
  },
  {
    language: 'fr',
    text: 'Mieux vaut peu de monde sur un outil à nous que beaucoup de monde sur une plateforme étrangère.',
    question: 6,
    agree: [20, 83, 16],
  },
  {
    language: 'fr',
    text: 'Un assistant automatique qui répond la nuit aux questions consulaires est utile, même s’il se trompe parfois.',
    question: 2,
    agree: [70, 22, 17],
  },
]
