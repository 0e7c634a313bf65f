import { CITY, FIRM, HOME_TOWN, HOUSE, WOMEN } from './bodies.ts'

type Words = {
  readonly title: string
  readonly summary: string
  readonly words: Readonly<Record<string, string>>
}
export type DemoTrial = {
  readonly body: string
  readonly outcome: 'worked' | 'changed' | 'failed'
  readonly year: number
  readonly text: string
  readonly language: 'fr' | 'en'
}
export type DemoEntry = Words & {
  readonly kind: 'practice' | 'guide' | 'course' | 'tool'
  readonly body: string
  readonly language: 'fr' | 'en'
  readonly topics: readonly string[]
  readonly places?: readonly string[]
  readonly facts?: object
  readonly licence?: 'cc-by-sa' | 'cc0'
  readonly law?: true
  readonly months?: number
  /** Published so many days ago. */
  readonly daysAgo: number
  readonly translation?: Words & { readonly language: 'ar'; readonly translator: 'person' | 'machine'; readonly name: string }
  readonly trials?: readonly DemoTrial[]
}

/** All of it is invented, also what failed. */
export const ENTRIES: readonly DemoEntry[] = [
  {
    ...{ kind: 'practice', body: HOME_TOWN, language: 'fr', daysAgo: 64, topics: ['learning', 'families'], places: ['FR'] },
    title: 'Une permanence du samedi pour les papiers d’école',
    summary: 'Deux heures par semaine où l’on remplit ensemble les dossiers d’inscription, sans rendez-vous.',
    words: {
      did: 'Chaque samedi, deux bénévoles tiennent une table à la bibliothèque du quartier. Qui vient apporte ce qu’il a ; on **lit ensemble** la lettre de l’école, puis on remplit.\n\n- Une affichette en trois langues à l’entrée.\n- Un cahier sans noms : seulement ce qui a été demandé.',
      when: 'De septembre 2024 à juin 2025',
      whom: 'Les parents qui inscrivent un enfant pour la première fois, quels que soient leurs papiers.',
      people: 'Quatre bénévoles à tour de rôle',
      money: '180 euros : affichettes et photocopies',
      time: 'Trois heures par semaine, rangement compris',
      came: 'Environ 90 familles sont venues. Les écoles ont cessé de renvoyer les dossiers incomplets.',
      failed:
        'En septembre nous étions débordés et des gens sont repartis sans aide. Nous commencerions en juin, avec trois tables. Notre première affichette, en français seulement, n’a amené personne.',
    },
    translation: {
      ...{ language: 'ar', translator: 'person', name: '' },
      title: 'ساعتان كل سبت لأوراق المدرسة',
      summary: 'ساعتان في الأسبوع لملء ملفات التسجيل معًا، دون موعد.',
      words: {
        did: 'كل سبت يجلس متطوعان إلى طاولة في مكتبة الحي. يحضر كلٌّ ما لديه؛ **نقرأ معًا** رسالة المدرسة ثم نملأ الملف.\n\n- ملصق بثلاث لغات عند المدخل.\n- دفتر بلا أسماء: ما طُلب فقط.',
        when: 'من سبتمبر 2024 إلى يونيو 2025',
        whom: 'الآباء والأمهات الذين يسجّلون طفلًا لأول مرة، أيًّا كانت أوراقهم.',
        people: 'أربعة متطوعين بالتناوب',
        money: '180 يورو: ملصقات ونسخ',
        time: 'ثلاث ساعات في الأسبوع مع الترتيب',
        came: 'حضرت نحو 90 أسرة. ولم تعد المدارس تعيد الملفات الناقصة.',
        failed:
          'في سبتمبر فاق العدد طاقتنا وانصرف بعض الناس دون مساعدة. لو أعدنا لبدأنا في يونيو بثلاث طاولات. أول ملصق لنا، بالفرنسية فقط، لم يجلب أحدًا.',
      },
    },
    trials: [
      {
        ...{ body: WOMEN, outcome: 'worked', year: 2025, language: 'fr' },
        text: 'Nous avons fait de même dans une laverie, le mercredi. Cela a marché dès la deuxième semaine.',
      },
      {
        ...{ body: FIRM, outcome: 'failed', year: 2025, language: 'en' },
        text: 'We opened our canteen for it on Fridays. Nobody came: people did not want to bring family papers to where they work.',
      },
    ],
  },
  {
    ...{ kind: 'practice', body: HOUSE, language: 'en', daysAgo: 50, topics: ['volunteering', 'money'], places: ['FR', 'BE'] },
    title: 'A shared van between five associations',
    summary: 'One van, five keys: it lasted eleven months, and we would not do it again in this way.',
    words: {
      did: 'Five associations bought a used van together and shared it by a calendar on paper.',
      when: '2023, for eleven months',
      whom: 'Associations that carry chairs, food and sound to their meetings.',
      people: 'One person of each association, and a treasurer',
      money: '6,400 euros to begin with, then 210 a month',
      time: 'Two evenings a month went into who had it when',
      came: 'In the first summer each of the five used it. In the autumn two had stopped paying, and it was sold at a loss.',
      failed:
        'Nobody had said who pays for damage. We would rent by the day, or let one association own it and charge the others. We would write down before the first key is handed over what happens when somebody leaves.',
    },
    trials: [
      {
        ...{ body: CITY, outcome: 'changed', year: 2024, language: 'fr' },
        text: 'La ville possède le véhicule et le prête au jour. Avec un contrat d’une page, cela tient depuis un an.',
      },
    ],
  },
  {
    ...{ kind: 'guide', body: WOMEN, language: 'fr', daysAgo: 40, topics: ['diplomas', 'women'], places: ['FR'], law: true, months: 6 },
    title: 'Faire reconnaître un diplôme d’infirmière',
    summary: 'Ce qu’il faut réunir, dans quel ordre, et où l’on perd le plus de temps.',
    words: {
      text: 'Les règles changent souvent : vérifiez la date en haut de cette page. Ce guide dit l’ordre qui nous a épargné le plus d’allers-retours.\n\n### Avant d’écrire\n\nFaites traduire **une seule fois**, par une personne assermentée, et gardez trois copies certifiées.',
      steps:
        'Demandez à votre école le relevé des heures de stage\nFaites traduire diplôme et relevé\nDéposez le dossier à la direction régionale\nNotez le numéro du récépissé\nAu bout de deux mois sans réponse, écrivez en recommandé',
    },
    facts: { sources: ['https://diplomes.example/infirmieres', 'Trois dossiers d’adhérentes, 2025'] },
  },
  {
    ...{ kind: 'course', body: HOUSE, language: 'en', daysAgo: 30, topics: ['online-safety', 'volunteering'], licence: 'cc-by-sa' },
    title: 'Keeping a list of members without putting them at risk',
    summary: 'Three short units for whoever keeps the list of an association.',
    words: {
      duration: 'About an hour and a half, in three parts',
      'unit-1-title': 'What you do not write down',
      'unit-1-text': 'A list that nobody has cannot be lost. Go through your list, and ask of each column **who needs it, and for what**.',
      'unit-1-questions': 'Which column could you leave out today?\nWho would be in danger if your list were read by a consulate?',
      'unit-2-title': 'Where the list lies',
      'unit-2-text': 'On one device, under a lock, with one copy in another place. A shared folder of a firm is a third hand.',
      'unit-2-links': 'https://safer-lists.example/where',
      'unit-2-questions': 'Who can open your list right now?',
      'unit-3-title': 'When somebody leaves',
      'unit-3-text': 'Agree on a day in the year on which names are taken out, and do it together.',
      'unit-3-questions': 'Who is on your list who has left?',
    },
  },
  {
    ...{ kind: 'tool', body: HOUSE, language: 'fr', daysAgo: 20, topics: ['online-safety', 'technology'], months: 6, licence: 'cc0' },
    title: 'Passe-mot, une messagerie de groupe',
    summary: 'Des groupes de deux cents personnes, gratuits ; à éviter pour qui est menacé.',
    words: {
      purpose: 'Envoyer des nouvelles à un groupe et partager des photos.',
      price: 'Gratuit',
      tongues: 'Français, anglais, arabe',
      keeper: 'Passe-mot SA, une entreprise inventée dont le siège est à Port-Liane',
      data: 'Sur des serveurs de l’entreprise, dans deux pays qu’elle ne nomme pas.',
      safety: 'N’y mettez ni noms de membres ni lieux de rencontre. Effacez les groupes après une action.',
    },
    facts: {
      oldPhones: 'yes',
      offline: 'no',
      risks: {
        identity: { answer: 'yes', evidence: 'https://passe-mot.example/conditions' },
        contacts: { answer: 'yes', evidence: 'https://passe-mot.example/donnees' },
        readable: { answer: 'no', evidence: 'https://audit.example/passe-mot' },
        state: { answer: 'yes' },
        traces: { answer: 'yes' },
      },
    },
  },
]
