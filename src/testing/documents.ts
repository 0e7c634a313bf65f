import type { Document, Sentence, Words } from '#documents'

// Documents for the tests of every form: two languages in one, each kind of block, and what somebody might write who means harm.

export const WORDS: Readonly<Record<'fr' | 'ar', Words>> = {
  fr: {
    sources: 'Sources',
    own: 'phrase de la rédaction',
    page: 'Page {page} sur {pages}',
    article: 'Article {number}',
    source: 'Source {number}',
    back: 'Retour au texte, source {number}',
  },
  ar: {
    sources: 'المصادر',
    own: 'جملة من التحرير',
    page: 'صفحة {page} من {pages}',
    article: 'المادة {number}',
    source: 'المصدر {number}',
    back: 'العودة إلى النص، المصدر {number}',
  },
}

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const said = (text: string, language: string, ...sources: number[]): Sentence => ({ text, language, sources })

export const REPORT: Document = {
  language: 'fr',
  direction: 'ltr',
  title: 'Rapport de la session 6\u00a0: l’accueil des familles',
  subtitle: 'Édition de 2026',
  date: { day: '2026-05-02', text: '2 mai 2026' },
  identifier: 'galway-2026-6',
  blocks: [
    { kind: 'heading', level: 1, text: 'Ce qui a été dit' },
    {
      kind: 'paragraph',
      sentences: [
        said('Les familles attendent l’école de leur quartier.', 'fr', 1),
        said('نطلب أن تُفتح المدارس أمام أطفالنا جميعًا.', 'ar', 2, 1),
        { text: 'Ces deux demandes se rejoignent.', language: 'fr', sources: [], own: true },
      ],
    },
    { kind: 'heading', level: 2, text: 'Les articles' },
    { kind: 'article', number: 1, sentences: [said('Les écoles ouvrent une permanence.', 'fr', 3)] },
    {
      kind: 'list',
      ordered: false,
      items: [[said('Une permanence par semaine.', 'fr', 3)], [said('Un interprète présent.', 'fr', 1)]],
    },
    { kind: 'list', ordered: true, items: [[said('Ouvrir.', 'fr', 1)], [said('Compter.', 'fr', 2)]] },
    {
      kind: 'table',
      caption: 'Soutien par groupe d’opinion',
      header: ['Groupe', 'Accord'],
      rows: [
        ['A', '64\u00a0%'],
        ['B', '71\u00a0%'],
      ],
    },
    { kind: 'page-break' },
    {
      kind: 'figure',
      alt: 'Deux groupes, dont les avis se touchent.',
      caption: 'Les groupes d’opinion',
      picture: { type: 'png', width: 40, height: 30, data: PIXEL },
    },
  ],
  notes: [
    { number: 1, text: 'Intervention du 1er mai', language: 'fr', speaker: 'Mai', link: 'https://hub.example/fr/summits/galway/2026' },
    { number: 2, text: 'مداخلة في الجلسة', language: 'ar', speaker: 'إدريسا', link: 'https://hub.example/ar/interventions?a=1&b=2' },
    { number: 3, text: 'Recommandation 4', language: 'fr', speaker: null, link: null },
  ],
}

export const ARABIC: Document = {
  ...REPORT,
  language: 'ar',
  direction: 'rtl',
  title: 'تقرير الجلسة السادسة',
  subtitle: 'دورة 2026',
  date: { day: '2026-05-02', text: '2 أيار 2026' },
  blocks: [
    { kind: 'heading', level: 1, text: 'ما قيل' },
    { kind: 'heading', level: 2, text: '1. Qui accueille les familles\u00a0?', language: 'fr' },
    {
      kind: 'paragraph',
      sentences: [
        said('تنتظر العائلات مدرسة الحيّ منذ 12 شهرًا.', 'ar', 1),
        said('Les écoles ouvrent une permanence.', 'fr', 2),
        { text: 'يلتقي الطلبان.', language: 'ar', sources: [], own: true },
      ],
    },
    { kind: 'article', number: 1, sentences: [said('تفتح المدارس مكتب استقبال.', 'ar', 3)] },
    { kind: 'table', caption: 'التأييد', header: ['المجموعة', 'موافقة'], rows: [['أ', '64']] },
  ],
}

/** What would be code to one of the printers, or to a reader of its files. */
export const ATTACKS = [
  '#read("/etc/passwd") #panic("no") #import "@preview/x:0.1.0"',
  '*bold* _italic_ `raw` $ x^2 $ = heading // comment /* more */',
  ']) #sys.inputs [ { ( " \' \\ \\u{41} @note-1 <note-1> ~ --- ... -?',
  '<script>alert(1)</script><img src=x onerror=alert(1)> &amp; ]]> <!-- -->',
  '</w:t></w:r><w:r><w:t>other</w:t></w:r>',
] as const

/** One sentence in each paragraph, none of them with a source. */
export function documentOf(texts: readonly string[], changes: Partial<Document> = {}): Document {
  const blocks = texts.map((text) => ({ kind: 'paragraph', sentences: [said(text, 'fr')] }) as const)
  return { ...REPORT, title: 'Essai', blocks, notes: [], ...changes }
}
