"""A nova virt driver whose servers are real: Docker containers that run
systemd, on a Docker network with the range of the tenant's network.

Nothing is remembered here: the containers themselves, found by their labels,
say which servers a host has, so nova-compute may be restarted at will.
Each server has a folder instances/UUID on the host, seen inside as /oslab:
  config_drive/  what a config drive holds, made by nova; cloud-init reads it
  dev/NAME       "MAJOR MINOR SERIAL" of an attached volume (oslab_init.sh)
"""
import os
import shutil
import time

from nova.api.metadata import base as metadata
from nova.compute import power_state
import nova.conf
from nova import exception
from nova.virt import driver
from nova.virt import fake
from nova.virt import hardware
import oslab_firewall
from oslo_concurrency import processutils
from oslo_log import log as logging

CONF = nova.conf.CONF
LOG = logging.getLogger(__name__)
LAB = os.environ.get('OSLAB_RUN', '')          # label value: whose container
IMAGE = os.environ.get('OSLAB_DOCKER_IMAGE', 'oslab-vm:1')
NETWORK = os.environ.get('OSLAB_DOCKER_NETWORK', 'oslab')
INIT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'oslab_init.sh')

# what a container needs to pass for a machine with systemd: its own cgroups,
# mounting (SYS_ADMIN), device nodes of loop devices (7), an orderly halt
MACHINE = ['-t', '--cgroupns=private', '--tmpfs', '/run', '--tmpfs', '/run/lock',
           '--tmpfs', '/tmp', '--cap-add', 'SYS_ADMIN', '--cap-add', 'NET_ADMIN',
           '--cap-add', 'MKNOD', '--device-cgroup-rule', 'b 7:* rmw',
           '--security-opt', 'seccomp=unconfined', '--shm-size', '256m',
           '--stop-signal', 'SIGRTMIN+3', '-e', 'container=docker']


def run(*cmd, ok=0):
    """Its output; raises ProcessExecutionError on an exit code not in ok."""
    return processutils.execute(*cmd, check_exit_code=ok)[0].strip()


def docker(*args, ok=0):
    return run('docker', *args, ok=ok)


def container(instance):
    return 'oslab-' + instance.uuid


def folder(instance, *sub):
    return os.path.join(CONF.instances_path, instance.uuid, *sub)


def loop_of(path):
    """(device, is it about to go away) of a volume's file, or (None, False)."""
    out = run('losetup', '-n', '-O', 'NAME,AUTOCLEAR', '-j', path).split()
    return (out[0], out[1] == '1') if out else (None, False)


def wait_released(path, seconds=5):
    """True once no loop device shows the file any more."""
    for _ in range(seconds * 10):
        if not loop_of(path)[0]:
            return True
        time.sleep(0.1)
    return False


class DockerDriver(fake.FakeDriver):
    # from the fake driver: endless cpu, memory and disk; everything that is
    # not overridden below is still make-believe
    capabilities = dict(fake.FakeDriver.capabilities,
                        supports_attach_interface=False,
                        supports_tagged_attach_interface=False,
                        supports_extend_volume=False,
                        supports_multiattach=False)

    # ------------------------------------------------------------ what is there
    def _containers(self, fmt):
        return docker('ps', '-a', '--filter', 'label=oslab=' + LAB,
                      '--filter', 'label=oslab.host=' + self._host,
                      '--format', '{{.Label "%s"}}' % fmt).split()

    def list_instances(self):
        return self._containers('oslab.instance')

    def list_instance_uuids(self):
        return self._containers('oslab.uuid')

    def get_info(self, instance, use_cache=True):
        state = docker('inspect', '-f', '{{.State.Status}}', container(instance),
                       ok=(0, 1))
        if not state:
            raise exception.InstanceNotFound(instance_id=instance.uuid)
        return hardware.InstanceInfo(
            state={'running': power_state.RUNNING, 'paused': power_state.PAUSED,
                   'created': power_state.NOSTATE}.get(state, power_state.SHUTDOWN))

    def get_console_output(self, context, instance):
        return docker('logs', container(instance), ok=(0, 1)).encode()

    # ------------------------------------------------------------ life and death
    def spawn(self, context, instance, image_meta, injected_files,
              admin_password, allocations, network_info=None,
              block_device_info=None, power_on=True, accel_info=None):
        if not network_info or not network_info[0].fixed_ips():
            raise exception.InstanceDeployFailure(
                reason='this lab needs a port with a fixed address')
        vif = network_info[0]           # one card; further ports stay records
        self._config_drive(instance, injected_files, network_info)
        os.makedirs(folder(instance, 'dev'), exist_ok=True)
        for bdm in driver.block_device_info_get_mapping(block_device_info):
            self._connect(instance, bdm['connection_info'], bdm['mount_device'])
        docker('create', '--name', container(instance),
               '--label', 'oslab=' + LAB, '--label', 'oslab.host=' + self._host,
               '--label', 'oslab.uuid=' + instance.uuid,
               '--label', 'oslab.instance=' + instance.name,
               '--label', 'oslab.port=' + vif['id'],
               '--network', NETWORK, '--ip', vif.fixed_ips()[0]['address'],
               '--mac-address', vif['address'], '--hostname', instance.hostname,
               '--memory', '%dm' % instance.flavor.memory_mb, *MACHINE,
               '-v', folder(instance) + ':/oslab:ro',
               '-v', folder(instance, 'config_drive')
               + ':/var/lib/cloud/seed/config_drive:ro',
               '-v', INIT + ':/oslab_init.sh:ro', IMAGE, 'sh', '/oslab_init.sh')
        if power_on:
            self._start(instance, network_info)

    def _start(self, instance, network_info):
        docker('start', container(instance))
        oslab_firewall.load(network_info[0]['id'])

    def default_root_device_name(self, instance, image_meta, root_bdm):
        return '/dev/vda'           # no such device; it makes the volumes vdb, vdc...

    def _config_drive(self, instance, injected_files, network_info):
        md = metadata.InstanceMetadata(instance, content=injected_files or [],
                                       network_info=network_info)
        for path, data in md.metadata_for_config_drive():
            f = folder(instance, 'config_drive', path)
            os.makedirs(os.path.dirname(f), exist_ok=True)
            with open(f, 'wb') as out:
                out.write(data if isinstance(data, bytes) else data.encode())

    def destroy(self, context, instance, network_info, block_device_info=None,
                destroy_disks=True, destroy_secrets=True):
        docker('rm', '-f', '-v', container(instance), ok=(0, 1))
        for bdm in driver.block_device_info_get_mapping(block_device_info):
            path = bdm['connection_info']['data']['path']
            if not self._disconnect(path):
                LOG.warning('%s is still in use', path, instance=instance)
        shutil.rmtree(folder(instance), ignore_errors=True)

    def cleanup(self, context, instance, network_info, block_device_info=None,
                destroy_disks=True, migrate_data=None, destroy_vifs=True,
                destroy_secrets=True):
        self.destroy(context, instance, network_info, block_device_info)

    def power_off(self, instance, timeout=0, retry_interval=0):
        # timeout 0 pulls the plug
        if timeout:
            docker('stop', '-t', str(timeout), container(instance))
        else:
            docker('kill', container(instance), ok=(0, 1))

    def power_on(self, context, instance, network_info,
                 block_device_info=None, accel_info=None):
        for bdm in driver.block_device_info_get_mapping(block_device_info):
            self._connect(instance, bdm['connection_info'], bdm['mount_device'])
        self._start(instance, network_info)

    def reboot(self, context, instance, network_info, reboot_type,
               block_device_info=None, bad_volumes_callback=None,
               accel_info=None):
        self.power_off(instance, CONF.shutdown_timeout if reboot_type == 'SOFT' else 0)
        self.power_on(context, instance, network_info, block_device_info)

    def pause(self, instance):
        docker('pause', container(instance))

    def unpause(self, instance):
        docker('unpause', container(instance))

    # ------------------------------------------------------------------ volumes
    def _connect(self, instance, connection_info, mountpoint):
        """A loop device on the host, and the note of it that oslab_init.sh
        turns into a device node at every boot."""
        path = connection_info['data']['path']
        loop, leaving = loop_of(path)
        if leaving:
            wait_released(path)
        if not loop or leaving:
            loop = run('losetup', '-f', '--show', path)
        rdev = os.stat(loop).st_rdev
        with open(folder(instance, 'dev', os.path.basename(mountpoint)), 'w') as f:
            # the serial as QEMU's virtio-blk shows it: 20 characters of the id
            f.write('%d %d %s\n' % (os.major(rdev), os.minor(rdev),
                                    connection_info['serial'][:20]))

    def _disconnect(self, path):
        loop = loop_of(path)[0]
        if loop:
            run('losetup', '-d', loop, ok=(0, 1))
        return wait_released(path)

    def attach_volume(self, context, connection_info, instance, mountpoint,
                      disk_bus=None, device_type=None, encryption=None):
        self._connect(instance, connection_info, mountpoint)
        if self.get_info(instance).state == power_state.RUNNING:
            docker('exec', container(instance), 'sh', '/oslab_init.sh', 'nodes')

    def detach_volume(self, context, connection_info, instance, mountpoint,
                      encryption=None):
        if self.get_info(instance).state == power_state.RUNNING:
            # a file system still mounted is unmounted for the guest
            docker('exec', container(instance), 'sh', '-c',
                   'umount -A %s 2>/dev/null' % mountpoint, ok=(0, 1, 32))
            if docker('exec', container(instance), 'findmnt', '-nS', mountpoint, ok=(0, 1)):
                raise exception.DeviceDetachFailed(
                    device=mountpoint, reason='a process in the server holds it')
            docker('exec', container(instance), 'rm', '-f', mountpoint,
                   '/dev/disk/by-id/virtio-' + connection_info['serial'][:20])
        note = folder(instance, 'dev', os.path.basename(mountpoint))
        if os.path.exists(note):
            os.unlink(note)
        if not self._disconnect(connection_info['data']['path']):
            LOG.warning('%s is still in use', mountpoint, instance=instance)
