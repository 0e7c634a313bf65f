import { sql, type Kysely } from 'kysely'

type Seed = readonly [key: string, parent: string | null, en: string, fr: string, ar: string]

/** What people of a diaspora ask about, in two levels. Whoever runs a hub changes it there. */
const TOPICS: readonly Seed[] = [
  ['health', null, 'Health', 'Santé', 'الصحة'],
  ['mental-health', 'health', 'Mental health', 'Santé mentale', 'الصحة النفسية'],
  ['caring', 'health', 'Caring for relatives', 'Prendre soin de ses proches', 'رعاية الأقارب'],
  ['learning', null, 'School and learning', 'École et apprentissage', 'المدرسة والتعلّم'],
  ['heart-language', 'learning', 'Language of the heart', 'Langue du cœur', 'لغة القلب'],
  ['studies', 'learning', 'University and studies', 'Études supérieures', 'الدراسة الجامعية'],
  ['diplomas', 'learning', 'Recognition of diplomas', 'Reconnaissance des diplômes', 'الاعتراف بالشهادات'],
  ['law', null, 'Law and papers', 'Droit et papiers', 'القانون والأوراق الرسمية'],
  ['residence', 'law', 'Residence and visas', 'Séjour et visas', 'الإقامة والتأشيرات'],
  ['nationality', 'law', 'Nationality', 'Nationalité', 'الجنسية'],
  ['voting', 'law', 'Voting and having a say', 'Vote et participation', 'التصويت والمشاركة في القرار'],
  ['discrimination', 'law', 'Against discrimination', 'Contre les discriminations', 'مناهضة التمييز'],
  ['living', null, 'Housing and daily life', 'Logement et vie quotidienne', 'السكن والحياة اليومية'],
  ['housing', 'living', 'Finding a home', 'Trouver un logement', 'البحث عن سكن'],
  ['arrival', 'living', 'New in the country', 'Nouvelle arrivée dans le pays', 'الوصول حديثًا إلى البلد'],
  ['work', null, 'Work', 'Travail', 'العمل'],
  ['jobs', 'work', 'Finding work', 'Trouver un emploi', 'البحث عن عمل'],
  ['business', 'work', 'Starting a business', 'Créer une entreprise', 'تأسيس مشروع تجاري'],
  ['volunteering', 'work', 'Volunteering', 'Bénévolat', 'التطوّع'],
  ['money', null, 'Money', 'Argent', 'المال'],
  ['remittances', 'money', 'Sending money home', 'Envoyer de l’argent au pays', 'تحويل المال إلى الوطن'],
  ['investing', 'money', 'Saving and investing', 'Épargner et investir', 'الادّخار والاستثمار'],
  ['origin', null, 'Country of origin', 'Pays d’origine', 'بلد الأصل'],
  ['home-town', 'origin', 'Projects for the home town', 'Projets pour la commune d’origine', 'مشاريع لبلدة الأصل'],
  ['relief', 'origin', 'Help in an emergency', 'Aide en cas d’urgence', 'المساعدة في حالات الطوارئ'],
  ['return', 'origin', 'Going back, for a while or for good', 'Retour, pour un temps ou pour de bon', 'العودة، لمدة أو بلا نهاية'],
  ['environment', null, 'Climate and nature', 'Climat et nature', 'المناخ والطبيعة'],
  ['farming', 'environment', 'Farming and water', 'Agriculture et eau', 'الزراعة والمياه'],
  ['generations', null, 'People and generations', 'Personnes et générations', 'الناس والأجيال'],
  ['women', 'generations', 'Women', 'Femmes', 'النساء'],
  ['youth', 'generations', 'Youth', 'Jeunesse', 'الشباب'],
  ['elders', 'generations', 'Elders', 'Personnes aînées', 'كبار السن'],
  ['families', 'generations', 'Families and children', 'Familles et enfants', 'الأسر والأطفال'],
  ['disability', 'generations', 'Living with a disability', 'Vivre avec un handicap', 'العيش مع الإعاقة'],
  ['culture', null, 'Culture', 'Culture', 'الثقافة'],
  ['music', 'culture', 'Music and dance', 'Musique et danse', 'الموسيقى والرقص'],
  ['food', 'culture', 'Food', 'Cuisine', 'الطعام'],
  ['arts', 'culture', 'Arts, books and film', 'Arts, livres et cinéma', 'الفنون والكتب والأفلام'],
  ['memory', 'culture', 'Memory and history', 'Mémoire et histoire', 'الذاكرة والتاريخ'],
  ['sport', null, 'Sport', 'Sport', 'الرياضة'],
  ['football', 'sport', 'Football', 'Football', 'كرة القدم'],
  ['faith', null, 'Faith and feasts', 'Foi et fêtes', 'الإيمان والأعياد'],
  ['science', null, 'Science and technology', 'Science et technique', 'العلوم والتقنية'],
  ['research', 'science', 'Research', 'Recherche', 'البحث العلمي'],
  ['technology', 'science', 'Technology', 'Numérique et technique', 'التقنية'],
  ['safety', null, 'Safety', 'Sécurité', 'السلامة'],
  ['online-safety', 'safety', 'Safety online', 'Sécurité en ligne', 'السلامة على الإنترنت'],
  ['peace', null, 'Peace and living together', 'Paix et vivre ensemble', 'السلام والعيش معًا'],
]

/** From these one could conclude what somebody believes, what they hold of politics, or how they are: nobody is called by them. */
const SENSITIVE = new Set(['faith', 'voting', 'nationality', 'residence', 'discrimination', 'mental-health', 'disability', 'peace'])

export async function up(db: Kysely<unknown>): Promise<void> {
  // The key of one that was merged stays, and leads to the other.
  await sql`
    create table topic (
      key text not null constraint topic_pk primary key,
      parent text constraint topic_parent references topic (key),
      position integer not null,
      sensitive boolean not null,
      hidden boolean not null,
      merged_into text constraint topic_merged_into references topic (key)
    )`.execute(db)
  await sql`
    create table topic_name (
      topic_key text not null,
      language text not null,
      name text not null,
      constraint topic_name_pk primary key (topic_key, language),
      constraint topic_name_of foreign key (topic_key) references topic (key)
    )`.execute(db)
  for (const [position, [key, parent, ...names]] of TOPICS.entries()) {
    await sql`
      insert into topic (key, parent, position, sensitive, hidden) values (${key}, ${parent}, ${position}, ${SENSITIVE.has(key)}, false)`.execute(
      db,
    )
    for (const [index, language] of ['en', 'fr', 'ar'].entries())
      await sql`insert into topic_name (topic_key, language, name) values (${key}, ${language}, ${names[index]})`.execute(db)
  }
}
