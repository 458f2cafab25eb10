/** Rapports : clients parrainés et autres clients. */
import type { customersWords as english } from '../en/customers.ts';
import type { Translation } from '../translation.ts';

export const customersWords = {
  customers: {
    title: 'Clients parrainés et autres clients',
    explain:
      'Sous chaque chiffre figure l’intervalle dans lequel il se trouve avec une confiance de 95 %. Pour les nouvelles commandes, de nouveaux clients sont comparés à de nouveaux clients.',
    figure: 'Chiffre',
    referred: 'Parrainés',
    others: 'Autres',
    verdict: 'Différence',
    averageOrder: 'Panier moyen',
    repeatRate: 'Commandent à nouveau',
    refundRate: 'Commandes avec remboursement',
    range: 'de {{low}} à {{high}}',
    tooFew: 'Pas encore assez de données : {{have}} sur {{needed}}',
    higher: 'Plus élevé chez les parrainés',
    lower: 'Moins élevé chez les parrainés',
    unclear: 'Aucune que le hasard ne puisse expliquer',
    unknownBuyer_one: '{{number}} commande est laissée de côté : personne ne sait qui l’a passée.',
    unknownBuyer_other: '{{number}} commandes sont laissées de côté : personne ne sait qui les a passées.',
    sampled: 'Calculé sur les dernières commandes de ces jours, depuis le {{time}}.',
    timeTitle: 'De la première visite à la commande',
    time: 'La moitié des filleuls ont commandé en {{median}} au plus après leur première visite ou demande, un quart en {{lower}}, trois quarts en {{upper}}.',
    timeTooFew: 'Pas encore assez de données : il faut 20 commandes dont la première visite est connue.',
    friends: 'Filleuls qui commandent à nouveau',
    friendsText: 'Par mois de leur première commande parrainée ; parmi ceux pour qui les jours sont écoulés.',
    advocates: 'Parrains qui amènent un filleul',
    month: 'Mois',
    people: 'Personnes',
    first: 'Les {{number}} premières',
    within: 'En {{days}} jours',
    brought: 'Ont amené un filleul',
    early: 'Trop tôt ou trop peu',
  },
} satisfies Translation<typeof english>;
