import type { customersWords as english } from '../en/customers.ts';
import type { Translation } from '../translation.ts';

export const customersWords = {
  customers: {
    title: 'Clientes recomendados y demás clientes',
    explain:
      'Debajo de cada cifra está el intervalo en el que se encuentra con un 95 % de confianza. Donde se cuenta quién vuelve a comprar, se comparan clientes nuevos con clientes nuevos.',
    figure: 'Cifra',
    referred: 'Recomendados',
    others: 'Los demás',
    verdict: 'Diferencia',
    averageOrder: 'Pedido medio',
    repeatRate: 'Vuelven a comprar',
    refundRate: 'Pedidos con reembolso',
    range: 'de {{low}} a {{high}}',
    tooFew: 'Aún no hay datos suficientes: {{have}} de {{needed}}',
    higher: 'Más alta en los recomendados',
    lower: 'Más baja en los recomendados',
    unclear: 'Ninguna que no pueda deberse al azar',
    unknownBuyer_one: 'Se omite {{number}} pedido: no se sabe quién lo hizo.',
    unknownBuyer_other: 'Se omiten {{number}} pedidos: no se sabe quién los hizo.',
    sampled: 'Calculado con los pedidos más recientes de estos días, desde {{time}}.',
    timeTitle: 'De la primera visita al pedido',
    time: 'La mitad de los amigos compró en {{median}} desde su primera visita o solicitud; una cuarta parte, en {{lower}}; tres cuartas partes, en {{upper}}.',
    timeTooFew: 'Aún no hay datos suficientes: hacen falta 20 pedidos cuya primera visita se conozca.',
    friends: 'Amigos que vuelven a comprar',
    friendsText: 'Por el mes de su primer pedido recomendado; de aquellos para quienes ya han pasado los días.',
    advocates: 'Promotores que traen a un amigo',
    month: 'Mes',
    people: 'Personas',
    first: 'Los primeros {{number}}',
    within: 'En {{days}} días',
    brought: 'Trajeron a un amigo',
    early: 'Demasiado pronto o muy pocos',
  },
} satisfies Translation<typeof english>;
