#!/usr/bin/python3
"""Registers users and catalogue (catalog) and a network, image and flavors
(resources), over the REST APIs: one process, no CLI start-up per call."""
import os
import sys

import requests

P = {n: int(os.environ['OSLAB_PORT_' + n.upper()])
     for n in ('keystone', 'placement', 'glance', 'nova', 'neutron', 'cinder')}
URL = {n: 'http://127.0.0.1:%d' % p for n, p in P.items()}
S = requests.Session()
S.trust_env = False


def call(method, url, body=None, **kw):
    r = S.request(method, url, json=body, **kw)
    if r.status_code >= 300:
        sys.exit('%s %s: %s %s' % (method, url, r.status_code, r.text))
    return r


def login(user, password, project):
    r = call('POST', URL['keystone'] + '/v3/auth/tokens', {'auth': {
        'identity': {'methods': ['password'], 'password': {'user': {
            'name': user, 'password': password, 'domain': {'name': 'Default'}}}},
        'scope': {'project': {'name': project, 'domain': {'name': 'Default'}}}}})
    S.headers['X-Auth-Token'] = r.headers['X-Subject-Token']


def catalog():
    k = URL['keystone'] + '/v3'
    roles = {r['name']: r['id'] for r in call('GET', k + '/roles').json()['roles']}
    for name, project, password, role in (
            ('svc', 'service', 'svcpw', 'admin'),
            ('tenant', 'tenant', 'tenantpw', 'member')):
        p = call('POST', k + '/projects', {'project': {
            'name': project, 'domain_id': 'default'}}).json()['project']['id']
        u = call('POST', k + '/users', {'user': {
            'name': name, 'password': password, 'domain_id': 'default'}}).json()['user']['id']
        call('PUT', '%s/projects/%s/users/%s/roles/%s' % (k, p, u, roles[role]))
    endpoints = [
        ('nova', 'compute', URL['nova'] + '/v2.1'),
        ('neutron', 'network', URL['neutron']),
        ('glance', 'image', URL['glance']),
        ('placement', 'placement', URL['placement'])]
    if os.environ.get('OSLAB_CINDER'):
        # under both names that clients look for (nova: volumev3)
        endpoints += [(name, typ, URL['cinder'] + '/v3/%(project_id)s')
                      for name, typ in (('cinderv3', 'volumev3'), ('cinder', 'block-storage'))]
    for name, typ, url in endpoints:
        s = call('POST', k + '/services', {'service': {
            'name': name, 'type': typ}}).json()['service']['id']
        for iface in ('public', 'internal', 'admin'):
            call('POST', k + '/endpoints', {'endpoint': {
                'service_id': s, 'interface': iface, 'url': url,
                'region_id': 'RegionOne'}})


def resources():
    for fid, name, ram, disk, vcpus in (
            ('1', 'm1.tiny', 512, 2, 1), ('2', 'm1.small', 1024, 4, 1),
            ('3', 'm1.large', 4096, 8, 4),
            ('9', 'm1.huge', 4096, 8, 32)):   # above the default quota of 20 cores
        call('POST', URL['nova'] + '/v2.1/flavors', {'flavor': {
            'id': fid, 'name': name, 'ram': ram, 'disk': disk, 'vcpus': vcpus}})
    n = URL['neutron'] + '/v2.0'
    # the tenant must OWN its network: on a shared one of somebody else's the
    # policy forbids it a port with a chosen fixed address (403)
    tenant = call('GET', URL['keystone'] + '/v3/projects?name=tenant').json()['projects'][0]['id']
    for net, cidr, ext in (('tenant-net', os.environ['OSLAB_NET'] + '.0/24', False),
                           ('public-net', '10.78.0.0/24', True)):
        body = {'name': net, 'router:external': ext}
        if not ext:
            body.update({'project_id': tenant, 'provider:network_type': 'flat',
                         'provider:physical_network': 'phys1'})
        i = call('POST', n + '/networks', {'network': body}).json()['network']['id']
        base = cidr.rsplit('.', 1)[0]
        call('POST', n + '/subnets', {'subnet': {
            'network_id': i, 'project_id': tenant, 'cidr': cidr, 'ip_version': 4, 'name': net + '-v4',
            'gateway_ip': base + '.1', 'enable_dhcp': False,
            'allocation_pools': [{'start': base + '.50', 'end': base + '.99'}]}})
    g = URL['glance'] + '/v2/images'

    # nobody reads the image's data: a server is made of the Docker image, or of nothing
    i = call('POST', g, {'name': 'steward-machine', 'disk_format': 'raw', 'container_format': 'bare',
                         'visibility': 'public', 'min_disk': 1, 'min_ram': 256,
                         'os_distro': 'debian', 'os_version': '13',
                         'os_shutdown_timeout': '0'}).json()['id']
    r = S.put('%s/%s/file' % (g, i), data=b'\0' * 1048576,
              headers={'Content-Type': 'application/octet-stream'})
    if r.status_code >= 300:
        sys.exit('image upload: %s %s' % (r.status_code, r.text))


login('admin', 'adminpw', 'admin')
globals()[sys.argv[1]]()
