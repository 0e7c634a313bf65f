import { HOME_TOWN } from './bodies.ts'
import type { Answer, DemoDialogue, Words } from './parts.ts'
import { added, seeds } from './saturday-school-statements.ts'

const french: Words = {
  language: 'fr',
  title: 'L’école du samedi et les vacances : que voulons-nous transmettre, et comment ?',
  summary:
    'Notre école du samedi a douze ans. Les enfants ont grandi, les familles se sont dispersées autour de Nantes. Avant de préparer l’année, l’association demande aux parents, aux jeunes et aux enseignantes ce qu’il faut garder et ce qu’il faut changer.',
  background: `L’école du samedi a commencé avec neuf enfants dans une salle prêtée. Ils sont aujourd’hui soixante-deux, de cinq à seize ans, répartis en quatre groupes, avec trois enseignantes et des parents qui se relaient. Certaines familles font une heure de route ; d’autres ont cessé de venir parce que le samedi matin est aussi celui du sport.

Deux questions reviennent à chaque assemblée : **la place du créole**, que beaucoup d’enfants comprennent sans le parler, et **les vacances**, seul moment où l’on peut vraiment vivre à Baie-Haute. Nos moyens sont connus : les cotisations, une petite subvention, et le produit de la fête des moissons.

Le bureau s’engage à répondre à ce dialogue dans les trente jours, proposition par proposition, en disant ce qu’il accepte, ce qu’il refuse, et pourquoi.`,
  questions: [
    'Que doit apprendre un enfant à l’école du samedi ?',
    'Quels horaires et quels lieux conviennent aux familles d’aujourd’hui ?',
    'Que faire des vacances, ici et à Baie-Haute ?',
    'Qui paie quoi, et comment n’exclure personne ?',
  ],
}

const english: Words = {
  language: 'en',
  title: 'Saturday school and holidays: what do we want to hand on, and how?',
  summary:
    'Our Saturday school is twelve years old. The children have grown and the families live scattered around Nantes. Before it plans the year, the association asks parents, young people and teachers what to keep and what to change.',
  background: `The Saturday school began with nine children in a borrowed room. Today there are sixty-two, from five to sixteen years old, in four groups, with three teachers and parents who take turns. Some families drive for an hour; others stopped coming because Saturday morning is also the morning of sport.

Two questions come back at each assembly: **the place of Creole**, which many children understand but do not speak, and **the holidays**, the one time when it is possible to truly live in Baie-Haute. Our means are known: the fees, a small grant, and what the harvest feast brings in.

The committee promises to answer this dialogue within thirty days, proposal by proposal, and to say what it accepts, what it refuses, and why.`,
  questions: [
    'What should a child learn at the Saturday school?',
    'Which hours and places suit the families of today?',
    'What should we make of the holidays, here and in Baie-Haute?',
    'Who pays for what, and how do we leave nobody out?',
  ],
}

const answers: readonly Answer[] = [
  {
    language: 'fr',
    text: `Le bureau a lu chaque énoncé et les deux groupes que les votes ont fait apparaître. Il s’est réuni deux fois avec les enseignantes et trois jeunes. Voici sa réponse. Nous en rendrons compte à l’assemblée du {+55}.

## Ce que nous acceptons

- **Rémunérer les enseignantes.** Elles recevront une indemnité par séance dès le {+30}. L’argent vient de la fête des moissons.
- **La gratuité sans justificatif.** Une famille qui ne peut pas payer le dit à la trésorière ; rien d’autre ne sera demandé. En vigueur depuis le {-15}.
- **Un conte par mois avec un grand-parent**, dans la salle ou par appel vidéo. Première séance le {+12}.
- **Les jeunes choisissent un tiers du programme** à partir de treize ans. Ils éliront deux délégués le {+26}.
- **Aucun groupe à part** pour les enfants qui ne parlent pas encore créole.

## Ce que nous acceptons en partie

- **Des cours en ligne.** Les deux groupes ne sont pas d’accord, et les plus petits apprennent mal devant un écran. Nous essayons un cours du soir en ligne, pour les plus de dix ans seulement, du {+30} au {+120}. Nous publierons ensuite combien d’enfants sont restés.
- **Un séjour d’été à Baie-Haute.** Nous préparons un premier séjour de douze jeunes. Il n’aura lieu que si le comité du village trouve les familles d’accueil ; nous le saurons le {+75}.

## Ce que nous refusons

- **Déplacer toute l’école au mercredi.** Deux enseignantes sur trois travaillent ce jour-là, et la salle n’est pas libre.
- **Des examens en fin d’année.** La moitié des familles y tient, l’autre moitié partirait. Nous préférons un carnet que l’enfant remplit avec son enseignante.
- **Louer une seconde salle à Saint-Nazaire.** Le loyer dépasserait nos recettes. Nous reprendrons la question avec le budget du {+200}.

*Firmin Dausoleil, pour le bureau*`,
  },
  {
    language: 'en',
    text: `The committee has read each statement, and looked at the two groups that the votes brought out. It met twice with the teachers and three young people. This is its answer. We will report on it at the assembly of {+55}.

## What we accept

- **Pay for the teachers.** They will receive an allowance for each lesson from {+30}. The money comes from the harvest feast.
- **No fee for those who cannot pay, and no papers.** A family tells the treasurer, and nothing else is asked. In force since {-15}.
- **One tale a month with a grandparent**, in the room or by video call. The first is on {+12}.
- **Young people choose a third of the programme** from the age of thirteen. They elect two delegates on {+26}.
- **No separate group** for children who do not speak Creole yet.

## What we accept in part

- **Lessons online.** The two groups disagree, and the youngest learn little at a screen. We try one evening lesson online, for those over ten only, from {+30} to {+120}. Then we publish how many children stayed.
- **A summer stay in Baie-Haute.** We are preparing a first stay for twelve young people. It will take place only if the village committee finds host families; we will know on {+75}.

## What we refuse

- **Moving the whole school to Wednesday.** Two of the three teachers work on that day, and the room is taken.
- **Exams at the end of the year.** Half of the families want them and the other half would leave. We prefer a notebook that the child fills in with the teacher.
- **Renting a second room in Saint-Nazaire.** The rent would exceed our income. We will take the question up again with the budget of {+200}.

*Firmin Dausoleil, for the committee*`,
  },
]

export const saturdaySchool: DemoDialogue = {
  body: HOME_TOWN,
  words: [french, english],
  languages: ['fr', 'en'],
  calendar: { written: -78, published: -71, opens: -68, closes: -40, answerBy: -10, answered: -20 },
  mayAdd: true,
  moderation: 'before',
  seeds,
  added,
  crowd: {
    seed: 44,
    people: 160,
    camps: [58, 42],
    days: [14, 11, 8, 6, 4, 5, 9, 6, 4, 3, 3, 2, 4, 6, 3, 2, 2, 2, 3, 5, 3, 2, 2, 1, 2, 3, 4, 6],
    appetite: 0.7,
  },
  answers,
}
