<#-- Asks HAProxy's status for a path; bash, head and grep are on every Debian, curl is not. -->
<#macro ask path wanted>
    script "/usr/bin/bash -c 'exec 3<>/dev/tcp/127.0.0.1/${settings.ports.status}; echo GET /${path} HTTP/1.0 >&3; echo >&3; head -n 1 <&3 | grep -q ${wanted}'"
</#macro>
# Written by pgha (profile ${profile}) for host ${host}.

global_defs {
    router_id ${host}
    enable_script_security
<#if settings.keepalived.scriptUser == "root">
    # keepalived before 2.2.8 is killed when it tests (-t) a file with another user (keepalived#2617).
</#if>
    script_user ${settings.keepalived.scriptUser}
    vrrp_version ${settings.keepalived.version}
    # Who missed the first announcement of a new master learns it a minute later.
    vrrp_garp_master_refresh 60
}

# HAProxy is dead or hangs: this host gives up its addresses at once.
vrrp_script alive {
<@ask path="alive" wanted="HTTP"/>
    interval 1
    timeout 2
    fall 2
    rise 2
    init_fail
}
<#list questions as question>

# No server for ${question}: any other host that has one is better. If none has, all lose as much, and nothing moves.
vrrp_script ${question} {
<@ask path=question wanted="200"/>
    interval 1
    timeout 2
    fall 3
    rise 2
    weight -${penalty}
}
</#list>
<#list instances as instance>

vrrp_instance ${instance.name} {
    interface ${instance.networkInterface}
    # No nopreempt: with a weight it would keep the address on the worse host. Equal priorities leave it where it is.
    state BACKUP
    virtual_router_id ${instance.routerId}
    priority ${instance.priority}
    advert_int 1
<#if settings.keepalived.version == 2>
    authentication {
        auth_type PASS
        auth_pass ${secret}
    }
</#if>
    unicast_src_ip ${instance.source}
    unicast_peer {
<#list instance.peers as peer>
        ${peer}
</#list>
    }
    virtual_ipaddress {
        ${instance.vip}
    }
    track_script {
        alive
        ${instance.asks}
    }
}
</#list>
